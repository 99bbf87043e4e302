import { version } from "@classchat/core/version";
import { failureWords } from "./client/failure-words.ts";
import { type CommandOptions, parseCommandLine } from "./input/command-line.ts";
import type { CommandName } from "./input/command-table.ts";
import { type Words, words } from "./words/words.ts";

interface Command {
  run(options: CommandOptions): Promise<number>;
}

// Each is loaded when it is run: `--help` shall not wait for a chat, nor `rooms` for a screen.
const load: Record<CommandName, () => Promise<Command>> = {
  host: () => import("./commands/host.ts"),
  rooms: () => import("./commands/rooms.ts"),
  join: () => import("./commands/join.ts"),
  register: () => import("./commands/register.ts"),
  login: () => import("./commands/login.ts"),
  logout: () => import("./commands/logout.ts"),
  reset: () => import("./commands/reset.ts"),
  send: () => import("./commands/send.ts"),
  history: () => import("./commands/history.ts"),
  files: () => import("./commands/files.ts"),
  get: () => import("./commands/get.ts"),
  export: () => import("./commands/export.ts"),
  forget: () => import("./commands/forget.ts"),
  backup: () => import("./commands/backup.ts"),
  restore: () => import("./commands/restore.ts"),
  doctor: () => import("./commands/doctor.ts"),
};

void main(process.argv.slice(2)).then((exitCode) => {
  process.exitCode = exitCode;
});

async function main(args: readonly string[]): Promise<number> {
  process.stdout.on("error", endQuietly);
  // Nobody reads it any more, which is no reason to end, nor to be told there.
  process.stderr.on("error", () => {});
  const line = parseCommandLine(args);
  switch (line.type) {
    case "help":
      process.stdout.write(line.text);
      return 0;
    case "version":
      process.stdout.write(`${version}\n`);
      return 0;
    case "usage":
      return fail(line.message, 2);
    case "run":
      return runCommand(line.command, line.options);
  }
}

async function runCommand(name: CommandName, options: CommandOptions): Promise<number> {
  try {
    const command = await load[name]();
    return await command.run(options);
  } catch (error) {
    return fail(reasonOf(error as Error), exitCodeOf(error as Error));
  }
}

function exitCodeOf(error: Error & { exitCode?: unknown }): number {
  if (typeof error.exitCode === "number") return error.exitCode;
  return isRefusal(error) && isAboutFlags.test(error.code) ? 2 : 1;
}

// What a host refuses because of its command line alone: flags that do not go together, or miss something.
const isAboutFlags = /^(?:mail-|smtp-)/u;

/** The host's refusals are worded here; the system's own errors name a code and a file, but not what to do. */
function reasonOf(error: NodeJS.ErrnoException): string {
  if (isRefusal(error)) return error.wordedIn(words.host.refusals);
  const { code, path } = error;
  if (code === undefined || path === undefined) return failureWords(error);
  return words.usage.fileUnusable(path, code);
}

interface Refusal {
  code: string;
  wordedIn(table: Words["host"]["refusals"]): string;
}

// Not by its class, which comes with all of the server.
function isRefusal(error: Error): error is Error & Refusal {
  return error.name === "HostRefusal";
}

/** Says on one line what happened and what to do, with nothing in it that a terminal would act on. */
function fail(message: string, exitCode: number): number {
  const line = message.replace(/[\s\p{Cc}\p{Bidi_Control}]+/gu, " ").trim();
  process.stderr.write(`classchat: ${line}\n`);
  return exitCode;
}

/** Whoever read our output has left, as `head` does. */
function endQuietly({ code }: NodeJS.ErrnoException): void {
  process.exit(code === "EPIPE" ? 0 : 1);
}
