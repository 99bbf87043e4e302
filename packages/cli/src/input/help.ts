import {
  type CommandName,
  type CommandRow,
  commands,
  type FlagName,
  flags,
} from "./command-table.ts";

/** What `classchat --help` prints. */
export function programHelp(): string {
  return lines(
    "classchat: chat for a classroom, on the room's own network.",
    "",
    "Usage: classchat COMMAND [flags]",
    "",
    ...table(Object.entries(commands).map(([name, { summary }]) => [name, summary])),
    "",
    "ROOM is a name, the beginning of an id, an address (ip or ip:port), or the four words of a room code.",
    "Each command tells more with --help; classchat --version prints the version.",
    "",
    "Example:",
    "  classchat host --name physics      on the mentor's computer",
    "  classchat join physics             on the students' computers",
  );
}

/** What `classchat COMMAND --help` prints. */
export function commandHelp(name: CommandName): string {
  const row: CommandRow = commands[name];
  return lines(
    `classchat ${name}: ${row.summary}.`,
    "",
    `Usage: classchat ${[name, row.usage, "[flags]"].filter(Boolean).join(" ")}`,
    "",
    ...table([...row.flags.map((name) => flagLine(name, row)), ["--help", "print this"]]),
    "",
    row.examples.length === 1 ? "Example:" : "Examples:",
    ...row.examples.map((example) => `  ${example}`),
  );
}

function flagLine(name: FlagName, { means }: CommandRow): [string, string] {
  const flag: { value?: string; help: string } = means?.[name] ?? flags[name];
  return [flag.value === undefined ? `--${name}` : `--${name} ${flag.value}`, flag.help];
}

function table(rows: readonly (readonly [string, string])[]): string[] {
  const width = Math.max(...rows.map(([left]) => left.length));
  return rows.map(([left, right]) => `  ${left.padEnd(width)}  ${right}`);
}

function lines(...all: string[]): string {
  return `${all.join("\n")}\n`;
}
