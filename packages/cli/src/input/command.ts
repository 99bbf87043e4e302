/** What a typed line asks for. */
export type Command =
  | { type: "say"; text: string }
  | { type: "help" }
  | { type: "quit" }
  | { type: "rooms" }
  | { type: "join"; room: string }
  | { type: "leave" }
  | { type: "next" }
  | { type: "code"; words: string }
  | { type: "logout" }
  | { type: "mentorCode" }
  /** The command lacks what stands behind it. */
  | { type: "incomplete"; usage: string }
  | { type: "unknown"; name: string; near: string | undefined };

interface CommandRow {
  name: string;
  /** What has to stand behind the name. */
  argument?: string;
  help: string;
  read: (argument: string) => Command;
}

/** All commands: what is not here does not exist, neither for the reader of lines nor in the help. */
const table: readonly CommandRow[] = [
  { name: "help", help: "this page", read: () => ({ type: "help" }) },
  { name: "rooms", help: "the rooms on this network", read: () => ({ type: "rooms" }) },
  {
    name: "join",
    argument: "ROOM",
    help: "open another room: its name, address or four words",
    read: (room) => ({ type: "join", room }),
  },
  { name: "next", help: "the next tab", read: () => ({ type: "next" }) },
  { name: "leave", help: "close this room's tab", read: () => ({ type: "leave" }) },
  {
    name: "code",
    argument: "WORDS",
    help: "check this room's host by the four words on the mentor's screen",
    read: (words) => ({ type: "code", words }),
  },
  { name: "logout", help: "sign out of this room's host", read: () => ({ type: "logout" }) },
  {
    name: "mentor-code",
    help: "a code with which one person registers as a mentor",
    read: () => ({ type: "mentorCode" }),
  },
  { name: "quit", help: "leave classchat", read: () => ({ type: "quit" }) },
];

/** How each command is typed, and what it does. */
export const commandHelp: readonly { usage: string; help: string }[] = table.map((row) => ({
  usage: usageOf(row),
  help: row.help,
}));

/**
 * Reads a typed line. One line that starts with `/` is a command, `//x` says `/x`, all else is said as it is:
 * a text of several lines was pasted and is never a command.
 */
export function parseCommand(line: string): Command {
  if (!line.startsWith("/") || line.trimEnd().includes("\n")) return { type: "say", text: line };
  if (line.startsWith("//")) return { type: "say", text: line.slice(1) };

  const [, name = "", argument = ""] = /^\/(\S*)\s*(.*?)\s*$/su.exec(line) ?? [];
  const row = table.find((row) => row.name === name.toLowerCase());
  if (!row) return { type: "unknown", name, near: nearest(name.toLowerCase()) };
  if (row.argument && !argument) return { type: "incomplete", usage: usageOf(row) };
  return row.read(argument);
}

function usageOf({ name, argument }: CommandRow): string {
  return argument ? `/${name} ${argument}` : `/${name}`;
}

/** The one command that may have been meant: it starts so, or differs by at most two letters. */
function nearest(name: string): string | undefined {
  const names = table.map((row) => row.name);
  const started = names.find((candidate) => name !== "" && candidate.startsWith(name));
  if (started) return started;
  const [best] = names
    .map((candidate) => ({ candidate, distance: editDistance(name, candidate) }))
    .sort((a, b) => a.distance - b.distance);
  return best && best.distance <= 2 && best.distance < name.length ? best.candidate : undefined;
}

/** Letters to add, drop or change to make one word of the other (Wagner–Fischer). */
function editDistance(from: string, to: string): number {
  let previous = Array.from({ length: to.length + 1 }, (_, index) => index);
  for (const [row, letter] of [...from].entries()) {
    previous = nextDistances(previous, { row, letter, to });
  }
  return previous[to.length] ?? 0;
}

function nextDistances(
  previous: readonly number[],
  { row, letter, to }: { row: number; letter: string; to: string },
): number[] {
  const distances = [row + 1];
  for (let column = 0; column < to.length; column++) {
    const changed = (previous[column] ?? 0) + (to[column] === letter ? 0 : 1);
    const dropped = (previous[column + 1] ?? 0) + 1;
    const added = (distances[column] ?? 0) + 1;
    distances.push(Math.min(changed, dropped, added));
  }
  return distances;
}
