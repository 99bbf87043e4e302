import { ChatError, limits, type RoomId } from "@classchat/core";
import { failureWords } from "./client/failure-words.ts";
import type { RoomChoice } from "./client/room-choice.ts";
import type { RoomSession } from "./client/session.ts";
import type { Bell } from "./input/bell.ts";
import { parseCommand } from "./input/command.ts";
import type { RoomCommand } from "./input/slash-command.ts";
import type { ThemeName } from "./input/theme-names.ts";
import { composeOutside } from "./outside-editor.ts";
import { completePathIn } from "./path-completion.ts";
import { Questions } from "./questions.ts";
import { carryOut } from "./room-commands.ts";
import type { Seats } from "./seats.ts";
import type { Actions, Completion } from "./state/actions.ts";
import type { Model } from "./state/model.ts";
import { bellOf } from "./state/state.ts";
import { words } from "./words/words.ts";

interface ControllerParts {
  model: Model;
  seats: Seats;
  /** Finds the room that the user means; rejects with a reason that can be shown. */
  choose: (reference: string) => Promise<RoomChoice>;
  /** Where transcripts are saved; rejects where there is no good place. */
  transcripts: () => Promise<string>;
  /** The client's folder. */
  folder: string;
  /** Keeps for what a room rings over restarts. */
  keepBell: (room: RoomId, bell: Bell) => Promise<void>;
  /** Remembers how the screen shall look. */
  keepTheme?: ((theme: ThemeName) => Promise<void>) | undefined;
  /** Makes the first account of the host that runs here. */
  registerOwner?: ((input: NewAccount) => Promise<void>) | undefined;
}

interface NewAccount {
  user: string;
  email: string;
  password: string;
}

/** Carries out what the screen asks; what comes of it, or why nothing does, goes back as an event. */
export class Controller implements Actions {
  readonly #parts: ControllerParts;
  readonly #questions: Questions;

  constructor(parts: ControllerParts) {
    this.#parts = parts;
    this.#questions = new Questions(parts.model);
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
      case "code":
        this.#verify(room, command.words);
        break;
      case "logout":
        this.#signOut(room);
        break;
      case "bell":
        this.#ring(room, command.bell);
        break;
      case "theme":
        this.#keepTheme(room, command.theme);
        break;
      case "open":
      case "help":
      case "card":
      case "rooms":
      case "next":
      case "incomplete":
      case "unknown":
        // About the screen alone, and done there.
        break;
      default:
        this.#carryOut(room, command);
    }
  }

  giveCode(room: RoomId, code: string | undefined): void {
    this.#inForm(room, () => this.#parts.seats.admit(room, code));
  }

  signIn(room: RoomId, input: { login: string; password: string; remember: boolean }): void {
    this.#inForm(room, () => this.#signIn(room, input));
  }

  register(room: RoomId, given: NewAccount & { mentorCode?: string; remember: boolean }): void {
    const { remember, ...input } = given;
    this.#inForm(room, async () => {
      const { user: login } = await this.#parts.seats.session(room).register(input);
      await this.#signIn(room, { login, password: input.password, remember });
    });
  }

  requestReset(room: RoomId, email: string): void {
    const { model, seats } = this.#parts;
    this.#inForm(room, async () => {
      const { delivery } = await seats.session(room).request("account:requestReset", { email });
      model.dispatch({ type: "resetRequested", room, delivery });
    });
  }

  reset(
    room: RoomId,
    given: { email: string; resetCode: string; password: string; remember: boolean },
  ): void {
    const { remember, ...input } = given;
    this.#inForm(room, async () => {
      await this.#parts.seats.session(room).request("account:reset", input);
      const { email: login, password } = input;
      await this.#signIn(room, { login, password, remember });
    });
  }

  answer(room: RoomId, isYes: boolean): void {
    this.#questions.answer(room, isYes);
  }

  complete(line: string): Promise<Completion | undefined> {
    return completePathIn(line);
  }

  sendText(room: RoomId, text: string): void {
    this.#try(room, ({ pasted }) => pasted.send(text));
  }

  compose(text: string): Promise<string> {
    return composeOutside(text, this.#parts.folder);
  }

  typing(room: RoomId): void {
    const tell = async () => this.#parts.seats.session(room).request("room:typing", {});
    // Of no weight: it is told again soon.
    tell().catch(() => {});
  }

  /** Makes the mentor's account and signs in with it, in every room of the host. */
  createMentor({ remember, ...input }: NewAccount & { remember: boolean }): void {
    const { model, seats, registerOwner } = this.#parts;
    const { user: login, password } = input;
    const create = async () => {
      await registerOwner?.(input);
      if (seats.first) await this.#signIn(seats.first, { login, password, remember });
      model.dispatch({ type: "firstRunDone" });
    };
    create().catch((error: unknown) => {
      model.dispatch({ type: "firstRunRefused", ...refusalOf(error) });
    });
  }

  older(room: RoomId): void {
    const { model, seats } = this.#parts;
    const first = () => model.get().tabs.find((tab) => tab.room === room)?.messages[0]?.seq;
    const before = first();
    const show = async () => {
      const page = await seats.session(room).before(before, limits.historyPage);
      // Where the first has gone meanwhile, a hole would be between the page and what is left.
      const isBeside = (first() ?? 0) <= (before ?? 0);
      model.dispatch({ type: "older", room, ...(isBeside ? page : nothingOlder) });
    };
    show().catch(() => model.dispatch({ type: "older", room, ...nothingOlder }));
  }

  read(room: RoomId, seq: number): void {
    const mark = async () => this.#parts.seats.session(room).markRead(seq);
    // Of no weight: it is told again with the next message that is read.
    mark().catch(() => {});
  }

  join(reference: string): void {
    const { model, seats, choose } = this.#parts;
    model.dispatch({ type: "hinted", text: words.rooms.lookingFor(reference), tone: "info" });
    const join = async () => {
      const choice = await choose(reference);
      model.dispatch({ type: "unhinted" });
      await seats.open(choice);
      model.dispatch({ type: "switched", room: choice.room.id });
    };
    join().catch((error: Error) => this.#complain(error));
  }

  leave(room: RoomId): void {
    this.#questions.drop(room);
    this.#parts.seats.leave(room).catch((error: Error) => this.#complain(error));
  }

  /** The screen ends by itself; whoever showed it closes the rooms. */
  quit(): void {}

  async #signIn(
    room: RoomId,
    input: { login: string; password: string; remember: boolean },
  ): Promise<void> {
    // It was put to whoever sat here before.
    if (this.#questions.has(room)) this.#questions.answer(room, false);
    await this.#parts.seats.session(room).signIn(input);
    this.#parts.seats.shareSignIn(room);
  }

  // A draft that the host refuses stays below the messages with its reason.
  #say(room: RoomId, text: string): void {
    this.#try(room, async (session) => {
      await session.send(text);
    });
  }

  #verify(room: RoomId, code: string): void {
    this.#try(room, async () => {
      await this.#parts.seats.verify(room, code);
      this.#hint(room, words.rooms.codeFits);
    });
  }

  #ring(room: RoomId, bell: Bell | undefined): void {
    const { model, keepBell } = this.#parts;
    if (bell) {
      model.dispatch({ type: "bellSet", room, bell });
      keepBell(room, bell).catch((error: Error) => this.#complain(error, room));
    }
    this.#hint(room, words.order.bell[bellOf(model.get(), room)]);
  }

  /** The screen has it already. */
  #keepTheme(room: RoomId, theme: ThemeName): void {
    const keep = async () => {
      await this.#parts.keepTheme?.(theme);
      this.#hint(room, words.order.themeKept(theme));
    };
    keep().catch((error: Error) => this.#complain(error, room));
  }

  #signOut(room: RoomId): void {
    this.#try(room, async (session) => {
      await session.signOut();
      this.#hint(room, words.rooms.signedOut);
    });
  }

  #carryOut(room: RoomId, command: RoomCommand): void {
    const { model, transcripts: folder } = this.#parts;
    const { name = "", title = "" } = model.get().tabs.find((tab) => tab.room === room) ?? {};
    const confirm = (question: string) => this.#questions.ask(room, question);
    this.#try(room, async (session) => {
      const parts = { session, room: { name, title }, confirm, folder };
      const told = await carryOut(command, parts);
      // A code is read out or typed elsewhere, which takes longer than a hint stands.
      if (isCode(command)) model.dispatch({ type: "noted", room, text: told });
      else this.#hint(room, told);
    });
  }

  #try(room: RoomId, work: (session: RoomSession) => Promise<void>): void {
    const run = async () => work(this.#parts.seats.session(room));
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

  #complain(error: Error, room?: RoomId): void {
    const text = failureWords(error);
    const where = room === undefined ? {} : { room };
    this.#parts.model.dispatch({ type: "hinted", ...where, text, tone: "error" });
  }
}

const nothingOlder = { messages: [], complete: false };

function isCode({ type }: RoomCommand): boolean {
  return type === "mentorCode" || type === "resetCode";
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
