import { commonStart } from "./completion.ts";
import { type SlashRow, slashTable } from "./slash-table.ts";

/** The commands that a line may become of which no more than the name is begun, of those that this member may use. */
export function commandsBegunBy(line: string, isMentor: boolean): readonly SlashRow[] {
  const [, begun] = /^\/([\p{L}\p{N}-]*)$/u.exec(line) ?? [];
  if (begun === undefined) return [];
  const start = begun.toLowerCase();
  return slashTable.filter(({ name, mentor }) => (isMentor || !mentor) && name.startsWith(start));
}

/** The line with the command in it, ready for what stands behind it. */
export function lineWith({ name, argument, option }: SlashRow): string {
  return `/${name}${(argument ?? option) ? " " : ""}`;
}

/** The line with as much added as all of the commands begin with. */
export function lineToward(rows: readonly SlashRow[]): string {
  const [only, ...others] = rows;
  if (only && others.length === 0) return lineWith(only);
  return `/${commonStart(rows.map(({ name }) => name))}`;
}
