import assert from "node:assert/strict";
import { keys, type Terminal } from "./terminal.ts";
import { password } from "./world.ts";

/** Types what belongs into the next field, and goes on when it is shown; a password shows as stars. */
export async function enter(terminal: Terminal, field: string): Promise<void> {
  await terminal.waitFor((screen) => screen.bracketedPaste);
  terminal.type(field);
  await terminal.waitFor(field === password ? "*".repeat(password.length) : field);
  terminal.type(keys.enter);
}

/** The room code in the panel of a host's screen, once it is there. */
export async function codeOn(mentor: Terminal): Promise<string> {
  await mentor.sees(() => assert.match(codeIn(mentor), /^\w+(?:[ -]\w+){3}$/u));
  return codeIn(mentor);
}

/** It may need two lines. */
function codeIn(mentor: Terminal): string {
  const panel = mentor.lines().map((line) => line.split("│").at(-1)?.trim() ?? "");
  const rest = panel.slice(panel.indexOf("room code") + 1);
  return rest.slice(0, rest.indexOf("")).join(" ");
}
