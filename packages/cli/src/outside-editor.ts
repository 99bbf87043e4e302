import { spawn } from "node:child_process";
import { randomUUID } from "node:crypto";
import { readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { ensureFolder } from "./client/data-folder.ts";
import { readWords } from "./input/path.ts";
import { CommandFailure } from "./plain/failure.ts";

/** The program that this computer's user writes texts with, and what it is started with. */
function editorOf(env: NodeJS.ProcessEnv): string[] {
  const usual = process.platform === "win32" ? "notepad" : "vi";
  return readWords(env.VISUAL || env.EDITOR || usual);
}

/**
 * Lets the user go on with the text in their own editor, which has the terminal meanwhile; gives what was written.
 * Rejects where the editor does not start or says that it failed. Nothing of the text stays in the folder.
 */
export async function composeOutside(text: string, folder: string): Promise<string> {
  const place = join(folder, "editing", randomUUID());
  const file = join(place, "message.md");
  try {
    await ensureFolder(place);
    await writeFile(file, text, { mode: 0o600, flag: "wx" });
    await run(editorOf(process.env), file);
    return await readFile(file, "utf8");
  } finally {
    await rm(place, { recursive: true, force: true });
  }
}

function run([program = "", ...words]: readonly string[], file: string): Promise<void> {
  const advice = "set EDITOR to a program that does, or go on in the field";
  return new Promise((resolve, reject) => {
    const child = spawn(program, [...words, file], { stdio: "inherit" });
    child.once("error", (cause) => {
      reject(new CommandFailure(`The editor ${program} does not start: ${advice}.`, 1, { cause }));
    });
    child.once("exit", (code) => {
      if (code === 0) resolve();
      else reject(new CommandFailure(`The editor ${program} failed: your text is as it was.`));
    });
  });
}
