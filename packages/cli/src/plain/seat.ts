import { ChatError } from "@classchat/core";
import { failureWords } from "../client/failure-words.ts";
import type { ListedRoom } from "../client/rooms.ts";
import { RoomSession } from "../client/session.ts";
import type { Entered, SessionEvent } from "../client/session-events.ts";
import { isSignInOf, type SignIn } from "../client/sign-ins.ts";
import type { FlagValues } from "../input/command-line.ts";
import { words } from "../words/words.ts";
import type { Client } from "./client.ts";
import { usageFailure } from "./failure.ts";
import type { Input } from "./input.ts";
import { tell } from "./output.ts";
import { askForPassword, givenPassword } from "./password.ts";
import { ask, canAsk } from "./prompt.ts";

interface SeatOptions {
  room: ListedRoom;
  client: Client;
  signIn?: SignIn | undefined;
  onEvent?: (event: SessionEvent) => void;
}

/** A session and what it told first: asked as a guest to sign in, or entered as someone who is known. */
export interface Seat {
  session: RoomSession;
  first: Extract<SessionEvent, { type: "signInAsked" | "entered" }>;
}

/** Connects. A room that cannot be reached now is a failure: whoever waits can try again. */
export async function takeSeat({ room, client, signIn, onEvent }: SeatOptions): Promise<Seat> {
  let session: RoomSession | undefined;
  try {
    const first = await new Promise<Seat["first"]>((resolve, reject) => {
      session = new RoomSession({
        ...client,
        room,
        signIn,
        onTrouble: tell,
        onEvent: (event) => {
          settle(event, resolve, reject);
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
  const signIn = await rememberedSignIn(room, flags.as, client);
  let entered: Entered | undefined;
  const onEvent = (event: SessionEvent) => {
    if (event.type === "entered") entered = event;
    options.onEvent?.(event);
  };
  const { session, first } = await takeSeat({ ...options, signIn, onEvent });
  if (first.type === "entered") return { session, entered: first };
  try {
    const login = flags.as ?? signIn?.user ?? (await askForName(room));
    const password = given ?? (await askForPassword());
    await session.signIn({ login, password, remember: false });
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

function settle(
  event: SessionEvent,
  resolve: (first: Seat["first"]) => void,
  reject: (error: Error) => void,
): void {
  if (event.type === "signInAsked" || event.type === "entered") resolve(event);
  if (event.type !== "connection") return;
  if (event.connection.state === "refused") reject(new ChatError(event.connection.code));
  if (event.connection.state === "offline") {
    reject(new ChatError(event.connection.code ?? "unreachable"));
  }
}

async function askForName({ name }: ListedRoom): Promise<string> {
  if (canAsk()) return ask(words.rooms.userName);
  throw usageFailure(words.rooms.nobodySignedIn(name));
}
