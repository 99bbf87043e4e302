import { foldName } from "@classchat/core";
import { commonStart } from "./completion.ts";
import { slashTable } from "./slash-table.ts";

/** A user name that was begun right before the cursor. */
export interface BegunName {
  /** What there is of it, without the `@`. */
  begun: string;
  /** The command that it stands behind; nothing where it is a mention. */
  command: string | undefined;
}

/** The name at the cursor, where one may stand: behind an `@`, or behind a command about somebody. */
export function begunName({ text, cursor }: Field): BegunName | undefined {
  const before = text.slice(0, cursor);
  const [, command = "", about] = /^\/(\S+)\s+@?([^\s@]*)$/u.exec(before) ?? [];
  if (about !== undefined && isAboutUser(command)) return { begun: about, command };
  const [, begun] = /(?:^|\s)@([^\s@]*)$/u.exec(before) ?? [];
  return begun === undefined ? undefined : { begun, command: undefined };
}

interface Field {
  text: string;
  cursor: number;
}

/** The names that begin so, and what of them is sure. */
export function completeName(
  { begun }: BegunName,
  names: readonly string[],
): { name: string; choices: readonly string[] } | undefined {
  const start = foldName(begun);
  const fitting = names.filter((name) => foldName(name).startsWith(start));
  const [only, ...others] = fitting;
  if (only === undefined) return undefined;
  if (others.length === 0) return { name: `${only} `, choices: [] };
  return { name: longer(commonStart(fitting), begun), choices: fitting };
}

/** Nothing that was typed is taken away, as by names that agree only when they are folded. */
function longer(common: string, begun: string): string {
  return common.length >= begun.length ? common : begun;
}

function isAboutUser(command: string): boolean {
  const row = slashTable.find(({ name }) => name === command.toLowerCase());
  return row?.argument?.startsWith("USER") ?? false;
}
