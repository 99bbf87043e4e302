import { ChatError, type RoomId } from "@classchat/core";
import { failureWords } from "./client/failure-words.ts";
import { pin, type RoomChoice, requireCode } from "./client/room-choice.ts";
import type { ListedRoom } from "./client/rooms.ts";
import { RoomSession } from "./client/session.ts";
import type { SignIn } from "./client/sign-ins.ts";
import type { Client } from "./plain/client.ts";
import type { Model } from "./state/model.ts";

export interface SeatsParts {
  model: Model;
  client: Client;
  /** Who comes back without a password. */
  signInAt: (room: ListedRoom) => Promise<SignIn | undefined>;
}

/** A room that has a tab; the session begins when it is clear whose key the host has. */
interface Seat {
  room: ListedRoom;
  session: RoomSession | undefined;
}

/**
 * The rooms that have a tab. What was found out about one host holds for all of its rooms: its code is asked
 * for once, and who signed in to one room is known in the others.
 */
export class Seats {
  readonly #parts: SeatsParts;
  readonly #seats = new Map<RoomId, Seat>();

  constructor(parts: SeatsParts) {
    this.#parts = parts;
  }

  /** Opens a tab for the room, or comes back to one that was put out of it. A host that is new here is asked for by its code first. */
  async open({ room, isVerified }: RoomChoice): Promise<void> {
    const { model, client } = this.#parts;
    if (this.#seats.has(room.id)) {
      this.#seats.get(room.id)?.session?.comeBack();
      return;
    }
    const { id, name, title } = room;
    const verified = isVerified || (await client.knownHosts.isVerified(room.fingerprint));
    this.#seats.set(id, { room, session: undefined });
    model.dispatch({ type: "opened", room: id, name, title, verified });
    if (verified || room.trust === "known") await this.#sitDown(room, verified);
    else model.dispatch({ type: "codeAsked", room: id });
  }

  async leave(id: RoomId): Promise<void> {
    const session = this.#seats.get(id)?.session;
    this.#seats.delete(id);
    this.#parts.model.dispatch({ type: "left", room: id });
    await session?.close();
  }

  async close(): Promise<void> {
    await Promise.all([...this.#seats.values()].map(({ session }) => session?.close()));
  }

  get first(): RoomId | undefined {
    return this.#seats.keys().next().value;
  }

  /** Throws `unreachable` where there is none yet. */
  session(id: RoomId): RoomSession {
    const session = this.#seats.get(id)?.session;
    if (!session) throw new ChatError("unreachable");
    return session;
  }

  /** The answer to the question for the code, nothing if it was skipped; throws `wrong-room-code`. */
  async admit(id: RoomId, words: string | undefined): Promise<void> {
    const { room } = this.#seat(id);
    if (words !== undefined) await requireCode(words, room, this.#parts.client.lan);
    const waiting = this.#seatsAt(room).filter(({ session }) => session === undefined);
    for (const { room } of waiting) {
      this.#parts.model.dispatch({ type: "codeSkipped", room: room.id });
      await this.#sitDown(room, words !== undefined);
    }
  }

  /** Checks the code of a host whose question for it was skipped; throws `wrong-room-code`. */
  async verify(id: RoomId, words: string): Promise<void> {
    const { room } = this.#seat(id);
    const { client } = this.#parts;
    await requireCode(words, room, client.lan);
    await client.knownHosts.verify(room.fingerprint);
    for (const seat of this.#seatsAt(room)) this.#showVerified(seat.room);
  }

  /** Who signed in to this room need not do so again in the others of its host. */
  shareSignIn(id: RoomId): void {
    const { room, session } = this.#seat(id);
    const token = session?.token;
    if (token === undefined) return;
    for (const seat of this.#seatsAt(room)) seat.session?.adopt(token);
  }

  /** Remembers the host's key, and begins. */
  async #sitDown(room: ListedRoom, isVerified: boolean): Promise<void> {
    const { client, signInAt } = this.#parts;
    await pin({ room, isVerified }, client);
    if (isVerified) this.#showVerified(room);
    const session = this.#newSession(room, await signInAt(room));
    const token = this.#tokenAt(room);
    this.#seats.set(room.id, { room, session });
    if (token !== undefined) session.adopt(token);
    session.start();
  }

  #newSession(room: ListedRoom, signIn: SignIn | undefined): RoomSession {
    const { model, client } = this.#parts;
    const complain = (text: string) =>
      model.dispatch({ type: "hinted", room: room.id, text, tone: "error" });
    return new RoomSession({
      ...client,
      room,
      signIn,
      onEvent: (event) => model.dispatch({ ...event, room: room.id }),
      onReached: ({ name, title }, endpoint) => {
        const reached = { ...room, ...endpoint, name, title };
        const pinned = pin({ room: reached, isVerified: false }, client);
        pinned.catch((error: Error) => complain(failureWords(error)));
      },
      onTrouble: complain,
    });
  }

  #seat(id: RoomId): Seat {
    const seat = this.#seats.get(id);
    if (!seat) throw new ChatError("unreachable");
    return seat;
  }

  /** All seats at the host that has this room. */
  #seatsAt({ fingerprint }: ListedRoom): Seat[] {
    return [...this.#seats.values()].filter(({ room }) => room.fingerprint === fingerprint);
  }

  #tokenAt(room: ListedRoom): string | undefined {
    const tokens = this.#seatsAt(room).map(({ session }) => session?.token);
    return tokens.find((token) => token !== undefined);
  }

  #showVerified({ id: room, name, title }: ListedRoom): void {
    this.#parts.model.dispatch({ type: "opened", room, name, title, verified: true });
  }
}
