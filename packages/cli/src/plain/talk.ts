import { ChatError, limits } from "@classchat/core";
import { failureWords } from "../client/failure-words.ts";
import type { ListedRoom } from "../client/rooms.ts";
import type { RoomSession } from "../client/session.ts";
import { downloadsFolder } from "../downloads-folder.ts";
import { newestFiles } from "../find-file.ts";
import { commandHelp, incompleteWords, parseCommand } from "../input/command.ts";
import type { FlagValues } from "../input/command-line.ts";
import type { Command } from "../input/slash-command.ts";
import { carryOut } from "../room-commands.ts";
import { messageObject } from "../transcript/message-object.ts";
import { words } from "../words/words.ts";
import type { Absence } from "./absence.ts";
import type { Client } from "./client.ts";
import { usageFailure } from "./failure.ts";
import type { Input } from "./input.ts";
import { fileLine } from "./message-lines.ts";
import { printJson, tell } from "./output.ts";
import { Pending } from "./pending.ts";
import { aborted } from "./stop-signals.ts";

interface TalkOptions {
  room: ListedRoom;
  session: RoomSession;
  client: Client;
  flags: FlagValues;
  input: Input;
  signal: AbortSignal;
  absence: Absence;
}

/** Says the lines of the input in the room, and does what the commands among them ask, in their order. */
export async function talk(options: TalkOptions): Promise<void> {
  const { session, input, signal } = options;
  const pending = new Pending(signal);
  for (;;) {
    const line = await input.line();
    const command: Command = line === undefined ? { type: "quit" } : parseCommand(line);
    if (command.type === "quit" || command.type === "leave") break;
    if (command.type !== "say") await obey(command, pending, options);
    else if (command.text.trim() !== "") await pending.add(session.send(command.text));
  }
  // Told to stop, we leave at once: what is not stored waits on disk.
  if (signal.aborted) return;
  await pending.drain();
  await options.absence.patiently(Promise.race([session.files.settled(), aborted(signal)]));
}

type Order = Exclude<Command, { type: "say" | "quit" | "leave" }>;

/** A command comes after what was said before it: `/clear` would spare it otherwise. */
async function obey(order: Order, pending: Pending, options: TalkOptions): Promise<void> {
  await pending.settled();
  if (options.signal.aborted) return;
  let wasAsked = false;
  const ask = (question: string) => {
    wasAsked = true;
    return confirm(question, options);
  };
  try {
    const text = await outcomeOf(order, ask, options);
    show(options, { type: "notice", text });
  } catch (error) {
    const text = failureWords(error as Error);
    const code = error instanceof ChatError ? { code: error.code } : {};
    show(options, { type: "refused", ...code, text });
  }
  if (asks(order) && !wasAsked) await dropAnswer(options);
}

/** Whether an answer may have been written behind the command. */
function asks(order: Order): boolean {
  if (order.type === "incomplete") return order.usage.startsWith("/clear ");
  return order.type === "clear" && order.isAsked;
}

type Ask = (question: string) => Promise<boolean>;

function outcomeOf(order: Order, ask: Ask, options: TalkOptions): Promise<string> | string {
  switch (order.type) {
    case "help":
      return help();
    case "unknown":
      throw usageFailure(unknown(order));
    case "incomplete":
      throw usageFailure(incompleteWords(order));
    case "join":
    case "rooms":
    case "next":
    case "code":
    case "logout":
    case "bell":
    case "card":
    case "open":
    case "theme":
      throw usageFailure(words.order.onScreenOnly(order.type));
    case "files":
      return listFiles(options);
    default:
      return carryOut(order, {
        ...options,
        confirm: ask,
        folder: () => downloadsFolder(options.client.data),
      });
  }
}

async function listFiles({ session, flags, room }: TalkOptions): Promise<string> {
  const files = await newestFiles(limits.historyPage, session);
  for (const message of files) {
    if (flags.json) printJson({ ...messageObject(room.name, message), type: "file" });
    else tell(fileLine(message));
  }
  return files.length === 0 ? words.files.none : words.files.byNumber;
}

function unknown({ name, near }: Extract<Order, { type: "unknown" }>): string {
  return near === undefined ? words.order.unknown(name) : words.order.unknownNear(name, near);
}

function help(): string {
  for (const { usage, help, mentor } of commandHelp) {
    tell(mentor ? words.order.mentorHelp(usage, help) : words.order.help(usage, help));
  }
  return words.order.allElseIsSaid;
}

/** The next line of the input is the answer. */
async function confirm(question: string, options: TalkOptions): Promise<boolean> {
  show(options, { type: "question", text: words.order.yesOrNo(question) });
  const answer = (await options.input.line()) ?? "";
  return isOneOf(["y", "yes", words.screen.question.yes], answer);
}

/** An answer that was written before it was known that nothing is asked is not said to the room. */
async function dropAnswer(options: TalkOptions): Promise<void> {
  const { input } = options;
  const { yes, no } = words.screen.question;
  if (!isOneOf(["y", "yes", yes, "n", "no", no], input.prepared ?? "")) return;
  const line = (await input.line()) ?? "";
  show(options, { type: "notice", text: words.order.answerDropped(line.trim()) });
}

function isOneOf(answers: readonly string[], line: string): boolean {
  return answers.includes(line.trim().toLowerCase().normalize("NFC"));
}

type Shown = { type: "notice" | "refused" | "question"; text: string; code?: string };

/** stdout has messages alone; whoever reads objects gets these among them. */
function show({ flags, room }: TalkOptions, { type, ...said }: Shown): void {
  if (flags.json) printJson({ type, room: room.name, ...said });
  else tell(said.text);
}
