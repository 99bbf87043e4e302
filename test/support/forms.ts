import { keys, type Terminal } from "./terminal.ts";
import { password } from "./world.ts";

/** Types what belongs into the next field, and goes on when it is shown; a password shows as stars. */
export async function enter(terminal: Terminal, field: string): Promise<void> {
  await terminal.waitFor((screen) => screen.bracketedPaste);
  terminal.type(field);
  const shown = field === password ? "*".repeat(password.length) : field;
  await terminal.waitFor((screen) => screen.text().includes(shown));
  terminal.type(keys.enter);
}

/** The room code in the panel of a host's screen, which may need two lines. */
export function codeOn(mentor: Terminal): string {
  const panel = mentor.lines().map((line) => line.split("│").at(-1)?.trim() ?? "");
  const rest = panel.slice(panel.indexOf("room code") + 1);
  return rest.slice(0, rest.indexOf("")).join(" ");
}
