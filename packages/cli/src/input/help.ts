import { words } from "../words/words.ts";
import {
  type CommandName,
  type CommandRow,
  commands,
  type FlagName,
  type FlagRow,
  flags,
} from "./command-table.ts";

const say = words.usage.help;

/** What `classchat --help` prints. */
export function programHelp(): string {
  return lines(
    say.program,
    "",
    say.usage(say.programUsage),
    "",
    ...table(
      Object.keys(commands).map((name) => [name, words.usage.summaries[name as CommandName]]),
    ),
    "",
    say.rooms,
    say.more,
    "",
    say.example,
    ...table([
      ["classchat host --name physics", say.onTheMentorsComputer],
      ["classchat join physics", say.onTheStudentsComputers],
    ]),
  );
}

/** What `classchat COMMAND --help` prints. */
export function commandHelp(name: CommandName): string {
  const row: CommandRow = commands[name];
  return lines(
    say.command(name, words.usage.summaries[name]),
    "",
    say.usage(["classchat", name, row.usage, say.anyFlags].filter(Boolean).join(" ")),
    "",
    ...table([...row.flags.map((name) => flagLine(name, row)), ["--help", say.helpFlag]]),
    "",
    row.examples.length === 1 ? say.example : say.examples,
    ...row.examples.map((example) => `  ${example}`),
  );
}

function flagLine(name: FlagName, { means }: CommandRow): [string, string] {
  const row: FlagRow = flags[name];
  const { value, help } = means?.[name] ?? { value: row.value, help: words.usage.flags[name] };
  return [value === undefined ? `--${name}` : `--${name} ${value}`, help];
}

function table(rows: readonly (readonly [string, string])[]): string[] {
  const width = Math.max(...rows.map(([left]) => left.length));
  return rows.map(([left, right]) => `  ${left.padEnd(width)}  ${right}`);
}

function lines(...all: string[]): string {
  return `${all.join("\n")}\n`;
}
