import { type SpawnOptions, spawn } from "node:child_process";
import { randomUUID } from "node:crypto";
import { existsSync } from "node:fs";
import { readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { ensureFolder } from "./client/data-folder.ts";
import { readWords } from "./input/path.ts";
import { CommandFailure } from "./plain/failure.ts";
import { words } from "./words/words.ts";

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

/** What this computer's user writes texts with, as they would type it. */
function editorOf(env: NodeJS.ProcessEnv): string {
  const usual = process.platform === "win32" ? "notepad" : "vi";
  return env.VISUAL?.trim() || env.EDITOR?.trim() || usual;
}

interface Start {
  program: string;
  args: string[];
  options: SpawnOptions;
}

/**
 * How the shell is told to start it, which alone knows how its user quotes, and on Windows how to run a `.cmd`. The
 * file's path is no part of the line that it reads, so that nothing in the path is taken for a command.
 */
export function editorStart(
  editor: string,
  file: string,
  platform: NodeJS.Platform = process.platform,
): Start {
  // A path with spaces need not be quoted where it is the whole setting.
  const line = existsSync(editor) ? `"${editor}"` : editor;
  if (platform !== "win32") return startByShell(line, file);
  return {
    program: process.env.ComSpec || "cmd.exe",
    // Without /v:off a `!` in the path would mean something; /s takes the outer quotes away.
    args: ["/d", "/v:off", "/s", "/c", `"${line} "%CLASSCHAT_TEXT%""`],
    options: {
      windowsVerbatimArguments: true,
      env: { ...process.env, CLASSCHAT_TEXT: file },
    },
  };
}

/** A shell dies of a Ctrl+C that its program took in its stride, unless it takes it as well. */
function startByShell(line: string, file: string): Start {
  const script = `trap : INT; ${line} "$@"`;
  return { program: "/bin/sh", args: ["-c", script, "editor", file], options: {} };
}

/** The codes by which shells say that there is no such program, or none that may be run. */
const notStarted: readonly (number | null)[] = [126, 127];

/** Of all the line, what is known by its name. */
function nameOf(editor: string): string {
  return readWords(editor)[0] ?? editor;
}

function run(editor: string, file: string): Promise<void> {
  const { program, args, options } = editorStart(editor, file);
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, { ...options, stdio: "inherit" });
    child.once("error", (cause) => {
      reject(new CommandFailure(words.order.editorMissing(nameOf(editor)), 1, { cause }));
    });
    child.once("exit", (code) => {
      if (code === 0) resolve();
      else reject(new CommandFailure(failureOf(editor, code)));
    });
  });
}

function failureOf(editor: string, code: number | null): string {
  const { editorMissing, editorFailed } = words.order;
  return notStarted.includes(code) ? editorMissing(nameOf(editor)) : editorFailed(nameOf(editor));
}
