import { setTimeout as delay } from "node:timers/promises";
import type { Message } from "@classchat/core";
import type { RoomSession } from "../client/session.ts";
import type { OutboxDraft } from "../client/session-events.ts";
import { atHome } from "../file-commands.ts";
import type { CommandOptions, FlagValues } from "../input/command-line.ts";
import { CommandFailure, usageFailure } from "../plain/failure.ts";
import type { Input } from "../plain/input.ts";
import { asMember } from "../plain/member-command.ts";
import { printJson, printLine } from "../plain/output.ts";
import { Transferring } from "../plain/transferring.ts";
import { messageObject } from "../transcript/message-object.ts";
import { words } from "../words/words.ts";

const said = words.commands.send;

/** How long the host may be away before the command no longer waits for it. */
const patienceMs = 30_000;

/** Sends one message or file, waits until the host has stored it, and prints its number. */
export function run(options: CommandOptions): Promise<number> {
  const { file } = options.flags;
  return file === undefined ? sendText(options) : sendFile(file, options);
}

function sendFile(path: string, options: CommandOptions): Promise<number> {
  if (options.words.length > 1) throw usageFailure(said.fileAndText);
  const transferring = new Transferring(options.flags);
  return asMember(
    options,
    async ({ room, session }) => {
      const message = await transferring.done(session.files.send(atHome(path)));
      printStored(room.name, message, options.flags);
    },
    (event, room) => transferring.watch(event, room),
  );
}

function sendText(options: CommandOptions): Promise<number> {
  const [, ...typed] = options.words;
  requireText(typed);
  let drafts: readonly OutboxDraft[] = [];
  return asMember(
    options,
    async ({ room, session, input }) => {
      const text = await readText(typed, input);
      try {
        const message = await sendPatiently(session, text);
        printStored(room.name, message, options.flags);
      } finally {
        // Its author is told now, by the exit code; it shall not turn up again in the next chat.
        for (const { id, state } of drafts) if (state === "failed") await session.discard(id);
      }
    },
    (event) => {
      if (event.type === "outbox") drafts = event.drafts.filter(({ at }) => at >= startedAt);
    },
  );
}

const startedAt = Date.now();

function printStored(room: string, message: Message, { json }: FlagValues): void {
  if (json) printJson(messageObject(room, message));
  else printLine(String(message.seq));
}

function requireText(typed: readonly string[]): void {
  if (typed.length === 0 && process.stdin.isTTY) {
    throw usageFailure(said.nothing);
  }
}

async function readText(typed: readonly string[], input: Input): Promise<string> {
  const isFromStdin = typed.length === 0 || (typed.length === 1 && typed[0] === "-");
  return isFromStdin ? input.rest() : typed.join(" ");
}

async function sendPatiently(session: RoomSession, text: string): Promise<Message> {
  const late = new AbortController();
  const patience = delay(patienceMs, undefined, { signal: late.signal }).then(() => {
    throw new CommandFailure(said.unconfirmed);
  });
  try {
    return await Promise.race([session.send(text), patience]);
  } finally {
    late.abort();
    patience.catch(() => {});
  }
}
