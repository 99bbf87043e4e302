import { setTimeout as delay } from "node:timers/promises";
import type { ListedRoom } from "../client/rooms.ts";
import type { RoomSession } from "../client/session.ts";
import type { SessionEvent } from "../client/session-events.ts";
import type { CommandOptions, FlagValues } from "../input/command-line.ts";
import { chooseAndPin } from "./choose-room.ts";
import { type Client, openClient } from "./client.ts";
import { CommandFailure } from "./failure.ts";
import { Input } from "./input.ts";
import { eventObjects, eventWords, messageLine } from "./message-lines.ts";
import { printJson, printLine, tell } from "./output.ts";
import { takeMembersSeat } from "./seat.ts";
import { aborted, untilStopped } from "./stop-signals.ts";

/** Reading goes on only so far ahead of what the host has stored. */
const mostPending = 100;
/** How long the end of the input waits for a host that is away. */
const patienceMs = 30_000;

/** The chat in plain lines: those of stdin are sent to the first room, messages of all rooms are printed. */
export function joinPlainly({ words, flags }: CommandOptions): Promise<number> {
  return untilStopped(async (signal) => {
    const client = openClient(flags);
    const input = new Input();
    const sessions: RoomSession[] = [];
    void aborted(signal).then(() => input.close());
    try {
      for (const word of words) sessions.push(await join(word, { client, flags, input, words }));
      if (sessions[0]) await sendLines(sessions[0], input, signal);
      return 0;
    } finally {
      await Promise.all(sessions.map((session) => session.close()));
      input.close();
    }
  });
}

interface JoinOptions {
  client: Client;
  flags: FlagValues;
  input: Input;
  /** All the rooms that are joined. */
  words: readonly string[];
}

async function join(word: string, options: JoinOptions): Promise<RoomSession> {
  const { client, flags, input, words } = options;
  const room = await chooseAndPin(word, flags.code, client);
  const prefix = words.length > 1 ? `${room.name}: ` : "";
  const onEvent = flags.json ? printObjects(room) : printWords(prefix);
  const { session } = await takeMembersSeat({ room, client, flags, input, onEvent });
  return session;
}

function printObjects({ name }: ListedRoom): (event: SessionEvent) => void {
  return (event) => {
    for (const object of eventObjects(name, event)) printJson(object);
  };
}

/** Messages are the results; all else is said beside them. */
function printWords(prefix: string): (event: SessionEvent) => void {
  let me: string | undefined;
  return (event) => {
    if (event.type === "entered") me = event.me.user;
    for (const words of eventWords(event, me)) tell(`${prefix}${words}`);
    if (event.type !== "entered" && event.type !== "received") return;
    for (const message of event.messages) printLine(`${prefix}${messageLine(message)}`);
  };
}

async function sendLines(session: RoomSession, input: Input, signal: AbortSignal): Promise<void> {
  const pending = new Set<Promise<unknown>>();
  const stopped = aborted(signal);
  for (;;) {
    const line = await input.line();
    if (line === undefined || line.trim() === "/quit") break;
    if (!isMessage(line)) continue;
    const sending = session.send(line.replace(/^\/\//u, "/")).catch((error: Error) => {
      if (!signal.aborted) tell(`not sent: ${error.message}`);
    });
    pending.add(sending);
    void sending.then(() => pending.delete(sending));
    if (pending.size >= mostPending) await Promise.race([...pending, stopped]);
  }
  // Told to stop, we leave at once: what is not stored waits on disk.
  if (!signal.aborted) await drain(pending, signal);
}

function isMessage(line: string): boolean {
  if (!line.startsWith("/") || line.startsWith("//")) return line.trim() !== "";
  tell("nothing was sent: /quit leaves, and // at the start sends a line that begins with /");
  return false;
}

async function drain(pending: ReadonlySet<Promise<unknown>>, signal: AbortSignal): Promise<void> {
  const late = new AbortController();
  const patience = delay(patienceMs, undefined, { signal: late.signal }).catch(() => {});
  await Promise.race([Promise.all(pending), patience, aborted(signal)]);
  late.abort();
  if (pending.size === 0 || signal.aborted) return;
  throw new CommandFailure(
    `${pending.size} messages are not stored yet: they wait in the outbox and go out when you are next in the room`,
  );
}
