import { setTimeout as delay } from "node:timers/promises";
import { ChatError } from "@classchat/core";
import { failureWords } from "../client/failure-words.ts";
import type { ListedRoom } from "../client/rooms.ts";
import { RoomSession } from "../client/session.ts";
import type { Entered, SessionEvent } from "../client/session-events.ts";
import { isSignInOf, type SignIn } from "../client/sign-ins.ts";
import { classroomTiming } from "../client/timing.ts";
import type { FlagValues } from "../input/command-line.ts";
import { words } from "../words/words.ts";
import type { Client } from "./client.ts";
import { usageFailure } from "./failure.ts";
import type { Input } from "./input.ts";
import { tell } from "./output.ts";
import { askForPassword, givenPassword } from "./password.ts";
import { PlaceLine } from "./place-line.ts";
import { ask, canAsk } from "./prompt.ts";

interface SeatOptions {
  room: ListedRoom;
  client: Client;
  signIn?: SignIn | undefined;
  onEvent?: (event: SessionEvent) => void;
}

interface Outcome {
  resolve: (first: Seat["first"]) => void;
  reject: (error: Error) => void;
}

/** A session and what it told first: asked as a guest to sign in, or entered as someone who is known. */
export interface Seat {
  session: RoomSession;
  first: Extract<SessionEvent, { type: "signInAsked" | "entered" }>;
}

/** The room has answered a moment ago: one lost packet is not yet a room that is gone. */
const patienceMs = 10_000;

/** Connects. A room that cannot be reached for a while is a failure: whoever waits longer can try again. */
export async function takeSeat({ room, client, signIn, onEvent }: SeatOptions): Promise<Seat> {
  let session: RoomSession | undefined;
  const place = new PlaceLine();
  try {
    const first = await new Promise<Seat["first"]>((resolve, reject) => {
      const settle = settler({ resolve, reject });
      session = new RoomSession({
        ...client,
        room,
        signIn,
        onTrouble: tell,
        onEvent: (event) => {
          settle(event);
          if (event.type === "waiting") place.show(event.before);
          onEvent?.(event);
        },
        onReached: ({ id, name, title }, { address, port }) => {
          const { fingerprint } = room;
          const seen = { id, name, title, fingerprint, port, addresses: [address] };
          client.knownHosts.remember(seen).catch((error: Error) => tell(failureWords(error)));
        },
      });
      session.start();
    });
    // The promise above has made it.
    return { session: session as unknown as RoomSession, first };
  } catch (error) {
    await session?.close();
    throw error;
  }
}

/** Someone who entered, by a remembered sign-in or by name and password. */
export async function takeMembersSeat(
  options: SeatOptions & { flags: FlagValues; input: Input },
): Promise<{ session: RoomSession; entered: Entered }> {
  const { room, client, flags, input } = options;
  const given = await givenPassword(flags, input);
  const remembered = await rememberedSignIn(room, flags.as, client);
  let entered: Entered | undefined;
  const onEvent = (event: SessionEvent) => {
    if (event.type === "entered") entered = event;
    options.onEvent?.(event);
  };
  const { session, first } = await takeSeat({ ...options, signIn: remembered, onEvent });
  if (first.type === "entered") return { session, entered: first };
  try {
    const login = flags.as ?? remembered?.user ?? (await askForName(room));
    const password = given ?? (await askForPassword());
    await signIn(session, { login, password });
    if (!entered) throw new ChatError("internal");
    return { session, entered };
  } catch (error) {
    await session.close();
    throw error;
  }
}

/** The sign-in that still lasts: of the one who is named, or else of the only one there is. */
export async function rememberedSignIn(
  { fingerprint }: { fingerprint: string },
  as: string | undefined,
  { signIns }: Client,
): Promise<SignIn | undefined> {
  const lasting = (await signIns.at(fingerprint)).filter(({ token }) => token !== undefined);
  if (as !== undefined) return lasting.find((signIn) => isSignInOf(as, signIn));
  if (lasting.length < 2) return lasting[0];
  throw usageFailure(words.rooms.severalSignedIn(lasting.map(({ user }) => user)));
}

function settler({ resolve, reject }: Outcome): (event: SessionEvent) => void {
  const startedAt = performance.now();
  return (event) => {
    if (event.type === "signInAsked" || event.type === "entered") resolve(event);
    if (event.type !== "connection") return;
    const { connection } = event;
    if (connection.state === "refused") reject(new ChatError(connection.code));
    if (connection.state !== "offline") return;
    const isLate = performance.now() - startedAt > patienceMs;
    if (connection.code || isLate) reject(new ChatError(connection.code ?? "unreachable"));
  };
}

/** A connection that breaks in the middle is no answer: the host is asked again once it is back. */
async function signIn(session: RoomSession, given: { login: string; password: string }) {
  const startedAt = performance.now();
  for (;;) {
    try {
      return await session.signIn({ ...given, remember: false });
    } catch (error) {
      const isLost = error instanceof ChatError && error.code === "unreachable";
      if (!isLost || performance.now() - startedAt > patienceMs) throw error;
      await delay(classroomTiming.retryFirst);
    }
  }
}

async function askForName({ name }: ListedRoom): Promise<string> {
  if (canAsk()) return ask(words.rooms.userName);
  throw usageFailure(words.rooms.nobodySignedIn(name));
}
