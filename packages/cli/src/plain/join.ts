import { ChatError, type ErrorCode } from "@classchat/core";
import type { ListedRoom } from "../client/rooms.ts";
import type { RoomSession } from "../client/session.ts";
import type { SessionEvent } from "../client/session-events.ts";
import type { CommandOptions, FlagValues } from "../input/command-line.ts";
import { Absence } from "./absence.ts";
import { chooseAndPin } from "./choose-room.ts";
import { type Client, openClient } from "./client.ts";
import { Input } from "./input.ts";
import { eventObjects } from "./message-lines.ts";
import { printJson } from "./output.ts";
import { ReadMark } from "./read-mark.ts";
import { RoomLines } from "./room-lines.ts";
import { takeMembersSeat } from "./seat.ts";
import { aborted, untilStopped } from "./stop-signals.ts";
import { talk } from "./talk.ts";

/** The chat in plain lines: those of stdin are sent to the first room, messages of all rooms are printed. */
export function joinPlainly({ words, flags }: CommandOptions): Promise<number> {
  return untilStopped(async (signal) => {
    const client = openClient(flags);
    const input = new Input();
    const seats: PlainSeat[] = [];
    void aborted(signal).then(() => input.close());
    try {
      for (const word of words) seats.push(await join(word, { client, flags, input, words }));
      const [first] = seats;
      if (first) await Promise.race([talk({ ...first, client, flags, input, signal }), first.over]);
      return 0;
    } finally {
      for (const { readMark } of seats) readMark.close();
      await Promise.all(seats.map(({ session }) => session.close()));
      input.close();
    }
  });
}

interface PlainSeat {
  room: ListedRoom;
  session: RoomSession;
  /** Rejects when the host will have us no more. */
  over: Promise<never>;
  absence: Absence;
  readMark: ReadMark;
}

interface JoinOptions {
  client: Client;
  flags: FlagValues;
  input: Input;
  /** All the rooms that are joined. */
  words: readonly string[];
}

async function join(word: string, options: JoinOptions): Promise<PlainSeat> {
  const { client, flags, input, words } = options;
  const room = await chooseAndPin(word, flags.code, client);
  const prefix = words.length > 1 ? `${room.name}: ` : "";
  const print = flags.json
    ? printObjects(room)
    : printLines({ prefix, isFirst: word === words[0] });
  const { over, watch } = watchForEnd();
  const absence = new Absence();
  const readMark = new ReadMark();
  const onEvent = untilSignedOut((event) => {
    print(event);
    if (!flags.json) readMark.printed(event);
    absence.watch(event);
    watch(event);
  });
  const { session } = await takeMembersSeat({ room, client, flags, input, onEvent });
  readMark.begin(session);
  return { room, session, over, absence, readMark };
}

/** Nobody is here to sign in again: who is asked to, after having been in, is as good as put out. */
function untilSignedOut(tell: (event: SessionEvent) => void): (event: SessionEvent) => void {
  let isIn = false;
  return (event) => {
    if (event.type === "entered") isIn = true;
    tell(isIn && event.type === "signInAsked" ? refusal(event.code ?? "session-ended") : event);
  };
}

function refusal(code: ErrorCode): SessionEvent {
  return { type: "connection", connection: { state: "refused", code } };
}

function watchForEnd(): { over: Promise<never>; watch: (event: SessionEvent) => void } {
  let end: (error: ChatError) => void = () => {};
  const over = new Promise<never>((_, reject) => {
    end = reject;
  });
  // Nobody waits for the rooms beside the first one.
  over.catch(() => {});
  const watch = (event: SessionEvent) => {
    if (isRefusal(event)) end(new ChatError(event.connection.code));
  };
  return { over, watch };
}

type Refusal = { type: "connection"; connection: { state: "refused"; code: ErrorCode } };

function isRefusal(event: SessionEvent): event is SessionEvent & Refusal {
  return event.type === "connection" && event.connection.state === "refused";
}

function printObjects({ name }: ListedRoom): (event: SessionEvent) => void {
  return (event) => {
    for (const object of eventObjects(name, event)) printJson(object);
  };
}

/** With the first room the command ends, and says why. */
function printLines({ prefix, isFirst }: { prefix: string; isFirst: boolean }) {
  const lines = new RoomLines(prefix);
  return (event: SessionEvent) => {
    if (!(isFirst && isRefusal(event))) lines.print(event);
  };
}
