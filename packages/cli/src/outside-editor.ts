import { spawn } from "node:child_process";
import { randomUUID } from "node:crypto";
import { readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { ensureFolder } from "./client/data-folder.ts";
import { readWords } from "./input/path.ts";
import { CommandFailure } from "./plain/failure.ts";
import { words } from "./words/words.ts";

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

function run([program = "", ...args]: readonly string[], file: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const child = spawn(program, [...args, file], { stdio: "inherit" });
    child.once("error", (cause) => {
      reject(new CommandFailure(words.order.editorMissing(program), 1, { cause }));
    });
    child.once("exit", (code) => {
      if (code === 0) resolve();
      else reject(new CommandFailure(words.order.editorFailed(program)));
    });
  });
}
