import { ChatError, limits, type Message, type RoomId } from "@classchat/core";
import { pin, type RoomChoice, requireCode } from "./client/room-choice.ts";
import type { ListedRoom } from "./client/rooms.ts";
import { RoomSession } from "./client/session.ts";
import type { SignIn } from "./client/sign-ins.ts";
import { parseCommand } from "./input/command.ts";
import type { Client } from "./plain/client.ts";
import type { Actions } from "./state/actions.ts";
import type { Model } from "./state/model.ts";

interface ControllerParts {
  model: Model;
  client: Client;
  /** Finds the room that the user means; rejects with a reason that can be shown. */
  choose: (reference: string) => Promise<RoomChoice>;
  /** Who comes back without a password. */
  signInAt: (room: ListedRoom) => Promise<SignIn | undefined>;
  /** Makes the first account of the host that runs here. */
  registerOwner?: (input: { user: string; email: string; password: string }) => Promise<void>;
}

/** A room that has a tab; the session begins when it is clear whose key the host has. */
interface Seat {
  room: ListedRoom;
  session: RoomSession | undefined;
}

/** Carries out what the screen asks, and brings what the sessions tell onto the screen. */
export class Controller implements Actions {
  readonly #parts: ControllerParts;
  readonly #seats = new Map<RoomId, Seat>();

  constructor(parts: ControllerParts) {
    this.#parts = parts;
  }

  /** Opens a tab for the room. A host that is new here is asked for by its code first. */
  async open({ room, isVerified }: RoomChoice): Promise<void> {
    const { model, client } = this.#parts;
    if (this.#seats.has(room.id)) return model.dispatch({ type: "switched", room: room.id });
    const { id, name, title } = room;
    const verified = isVerified || (await client.knownHosts.isVerified(room.fingerprint));
    this.#seats.set(id, { room, session: undefined });
    model.dispatch({ type: "opened", room: id, name, title, verified });
    if (verified || room.trust === "known") await this.#sitDown(room, verified);
    else model.dispatch({ type: "codeAsked", room: id });
  }

  async close(): Promise<void> {
    await Promise.all([...this.#seats.values()].map(({ session }) => session?.close()));
  }

  submit(room: RoomId, line: string): void {
    const command = parseCommand(line);
    switch (command.type) {
      case "say":
        this.#say(room, command.text);
        break;
      case "join":
        this.join(command.room);
        break;
      case "leave":
        this.leave(room);
        break;
      case "quit":
        this.#parts.model.dispatch({ type: "quit" });
        break;
      case "logout":
        this.#signOut(room);
        break;
      case "mentorCode":
        this.#showMentorCode(room);
        break;
      default:
        // The rest is about the screen alone, and done there.
        break;
    }
  }

  giveCode(room: RoomId, words: string | undefined): void {
    const seat = this.#seats.get(room);
    if (!seat) return;
    this.#inForm(room, async () => {
      if (words !== undefined) await requireCode(words, seat.room, this.#parts.client.lan);
      else this.#parts.model.dispatch({ type: "codeSkipped", room });
      await this.#sitDown(seat.room, words !== undefined);
    });
  }

  signIn(room: RoomId, input: { login: string; password: string; remember: boolean }): void {
    this.#inForm(room, () => this.#session(room).signIn(input));
  }

  register(
    room: RoomId,
    input: { user: string; email: string; password: string; mentorCode?: string },
  ): void {
    this.#inForm(room, async () => {
      const session = this.#session(room);
      const { user } = await session.register(input);
      await session.signIn({ login: user, password: input.password, remember: false });
    });
  }

  /** Makes the mentor's account and signs in with it, in every room of the host. */
  createMentor(input: { user: string; email: string; password: string }): void {
    const { model, registerOwner } = this.#parts;
    const { user: login, password } = input;
    const create = async () => {
      await registerOwner?.(input);
      for (const { session } of this.#seats.values()) {
        await session?.signIn({ login, password, remember: true });
      }
      model.dispatch({ type: "firstRunDone" });
    };
    create().catch((error: unknown) => {
      model.dispatch({ type: "firstRunRefused", ...refusalOf(error) });
    });
  }

  older(room: RoomId): void {
    const { model } = this.#parts;
    const view = model.get().tabs.find((tab) => tab.room === room);
    const [oldest] = view?.messages ?? [];
    const none: Message[] = [];
    this.#session(room)
      .before(oldest?.seq, limits.historyPage)
      .then(
        (page) => model.dispatch({ type: "older", room, ...page }),
        () => model.dispatch({ type: "older", room, messages: none, complete: false }),
      );
  }

  read(room: RoomId, seq: number): void {
    // Of no weight: it is told again with the next message that is read.
    this.#seats
      .get(room)
      ?.session?.markRead(seq)
      .catch(() => {});
  }

  join(reference: string): void {
    const { model, choose } = this.#parts;
    model.dispatch({ type: "hinted", text: `Looking for ${reference} …`, tone: "info" });
    choose(reference).then(
      async (choice) => {
        model.dispatch({ type: "unhinted" });
        await this.open(choice);
        model.dispatch({ type: "switched", room: choice.room.id });
      },
      (error: Error) => this.#complain(error),
    );
  }

  leave(room: RoomId): void {
    const seat = this.#seats.get(room);
    this.#seats.delete(room);
    this.#parts.model.dispatch({ type: "left", room });
    seat?.session?.close().catch((error: Error) => this.#complain(error));
  }

  /** The screen ends by itself; whoever showed it closes the rooms. */
  quit(): void {}

  /** Remembers the host's key, and begins. */
  async #sitDown(room: ListedRoom, isVerified: boolean): Promise<void> {
    const { model, client, signInAt } = this.#parts;
    await pin({ room, isVerified }, client);
    const { id, name, title } = room;
    if (isVerified) model.dispatch({ type: "opened", room: id, name, title, verified: true });
    const session = new RoomSession({
      ...client,
      room,
      signIn: await signInAt(room),
      onEvent: (event) => model.dispatch({ ...event, room: id }),
      onReached: (card, { address, port }) => {
        const reached = { ...room, name: card.name, title: card.title, address, port };
        pin({ room: reached, isVerified: false }, client).catch((error: Error) =>
          this.#complain(error),
        );
      },
      onTrouble: (text) => this.#hint(id, text),
    });
    this.#seats.set(id, { room, session });
    session.start();
  }

  // A draft that the host refuses stays below the messages with its reason.
  #say(room: RoomId, text: string): void {
    this.#try(room, async (session) => {
      await session.send(text);
    });
  }

  #signOut(room: RoomId): void {
    this.#try(room, async (session) => {
      await session.signOut();
      this.#hint(room, "You are signed out.");
    });
  }

  #showMentorCode(room: RoomId): void {
    this.#try(room, async (session) => {
      const code = await session.issueMentorCode();
      this.#hint(room, `Whoever registers with the code ${code} becomes a mentor, once.`);
    });
  }

  #session(room: RoomId): RoomSession {
    const session = this.#seats.get(room)?.session;
    if (!session) throw new ChatError("unreachable");
    return session;
  }

  #try(room: RoomId, work: (session: RoomSession) => Promise<void>): void {
    const run = async () => work(this.#session(room));
    run().catch((error: Error) => this.#complain(error, room));
  }

  #inForm(room: RoomId, work: () => Promise<void>): void {
    const run = async () => work();
    run().catch((error: unknown) => {
      this.#parts.model.dispatch({ type: "formRefused", room, ...refusalOf(error) });
    });
  }

  #hint(room: RoomId, text: string): void {
    this.#parts.model.dispatch({ type: "hinted", room, text, tone: "info" });
  }

  #complain({ message: text }: Error, room?: RoomId): void {
    const where = room === undefined ? {} : { room };
    this.#parts.model.dispatch({ type: "hinted", ...where, text, tone: "error" });
  }
}

function refusalOf(error: unknown) {
  const { code, field, retryAfterMs } =
    error instanceof ChatError ? error : new ChatError("internal", { cause: error });
  return {
    code,
    ...(field === undefined ? {} : { field }),
    ...(retryAfterMs === undefined ? {} : { retryAfterMs }),
  };
}
