import {
  ChatError,
  cleanLine,
  type ErrorCode,
  type Fingerprint,
  type Handshake,
  type Message,
  type NoticePayload,
  type Output,
  protocolVersion,
  type RawInput,
  type RequestName,
  type RoomCard,
  type RoomId,
} from "@classchat/core";
import type { ArrivedNotice, Connection, Endpoint } from "./connection.ts";
import type { Lan } from "./lan.ts";
import { Lifeline } from "./lifeline.ts";
import { Outbox } from "./outbox.ts";
import { RoomLog } from "./room-log.ts";
import { Sender } from "./sender.ts";
import type { SessionEvent } from "./session-events.ts";
import { isSignInOf, type SignIn, type SignIns } from "./sign-ins.ts";
import { classroomTiming, type Timing } from "./timing.ts";

export interface SessionOptions {
  /** The room, the key that its host must show, and where it was found. */
  room: { id: RoomId; fingerprint: Fingerprint } & Endpoint;
  /** Who comes back without a password. */
  signIn?: SignIn | undefined;
  signIns: SignIns;
  /** The client's folder, for drafts. */
  folder: string;
  lan: Lan;
  timing?: Timing;
  onEvent: (event: SessionEvent) => void;
  /** The room was entered there: worth remembering. */
  onReached?: (card: RoomCard, endpoint: Endpoint) => void;
  /** Something about the files of this computer that its user should know. */
  onTrouble: (message: string) => void;
}

/** One person in one room: comes back by itself, tells each message once, and loses no draft. */
export class RoomSession {
  readonly #options: SessionOptions;
  readonly #timing: Timing;
  readonly #lifeline: Lifeline;
  readonly #log: RoomLog;
  #token: string | undefined;
  #user: string | undefined;
  #sender: Sender | undefined;
  #hearEnd: () => void = () => {};
  /** Why a guest is asked to sign in, where there is a reason. */
  #askedFor: ErrorCode | undefined;

  constructor(options: SessionOptions) {
    this.#options = options;
    this.#timing = options.timing ?? classroomTiming;
    this.#token = options.signIn?.token;
    this.#lifeline = this.#newLifeline();
    this.#log = new RoomLog({
      tell: (messages) => this.#tell({ type: "received", messages }),
      onBroken: (connection) => connection.close(),
    });
  }

  /** Connects, and stays connected until it is closed. */
  start(): void {
    void this.#live();
  }

  /** Signs in and enters. `remember`: later runs of the program need no password. */
  async signIn(given: { login: string; password: string; remember: boolean }): Promise<void> {
    const { login, password, remember } = given;
    const { connection } = this.#lifeline;
    const tokens = await connection.request("account:signIn", {
      login,
      password,
      ...(await this.#deviceOf(login)),
    });
    this.#token = tokens.token;
    const user = await this.#enterOrLeave(connection);
    const kept = remember ? tokens : { device: tokens.device };
    await this.#quietly(
      this.#options.signIns.remember({ ...kept, ...this.#hostKey(), user, login }),
    );
  }

  /** Comes in as someone who signed in to another room of the same host. */
  adopt(token: string): void {
    if (this.#token !== undefined) return;
    this.#token = token;
    this.#lifeline.again();
  }

  /** What proves who one is, also to the other rooms of the host; nothing for a guest. */
  get token(): string | undefined {
    return this.#token;
  }

  /** Makes an account; it does not sign in. */
  async register(account: RawInput<"account:register">): Promise<Output<"account:register">> {
    const made = await this.#lifeline.connection.request("account:register", account);
    return { ...made, user: cleanLine(made.user) };
  }

  /** Nobody is signed in here any more, whether the host can be told or not. */
  async signOut(): Promise<void> {
    try {
      await Promise.all([this.#endOnHost(), this.#becomeGuest(undefined)]);
    } finally {
      this.#lifeline.again();
    }
  }

  /** Resolves when the host has stored the message. Offline it waits in the outbox. */
  async send(text: string): Promise<Message> {
    if (!this.#sender) throw new ChatError("not-signed-in");
    return this.#sender.send(text);
  }

  /** Sends a refused draft once more. */
  async retry(draft: string): Promise<void> {
    await this.#sender?.retry(draft);
  }

  /** Gives a refused draft up. */
  async discard(draft: string): Promise<void> {
    await this.#sender?.discard(draft);
  }

  /** A page back: the newest messages before that `seq`, or the newest of all. */
  async before(
    seq: number | undefined,
    limit: number,
  ): Promise<{ messages: Message[]; complete: boolean }> {
    const before = seq === undefined ? {} : { before: seq };
    const { connection } = this.#lifeline;
    const { messages } = await connection.request("message:before", { ...before, limit });
    return { messages, complete: messages.length < limit };
  }

  /** Asks the host anything that needs no keeping here; throws the `ChatError` it refuses with. */
  request<N extends RequestName>(name: N, input: RawInput<N>): Promise<Output<N>> {
    return this.#lifeline.connection.request(name, input);
  }

  async markRead(seq: number): Promise<void> {
    await this.#lifeline.connection.request("message:markRead", { seq });
  }

  async issueMentorCode(): Promise<string> {
    const { connection } = this.#lifeline;
    return cleanLine((await connection.request("account:issueMentorCode", {})).mentorCode);
  }

  /** Leaves. Drafts that are not stored stay on disk. */
  async close(): Promise<void> {
    await this.#lifeline.close();
    this.#sender?.close("unreachable");
  }

  async #live(): Promise<void> {
    // Someone who is known may write before the host is reached for the first time.
    if (this.#options.signIn) await this.#openOutbox(this.#options.signIn.user);
    await this.#lifeline.start();
    this.#sender?.close("unreachable");
  }

  #newLifeline(): Lifeline {
    const { room, lan } = this.#options;
    return new Lifeline({
      room,
      lan,
      timing: this.#timing,
      handshake: () => this.#handshake(),
      onConnected: (connection, endpoint) => this.#arrive(connection, endpoint),
      onNotice: (notice) => this.#hear(notice),
      onLost: () => this.#pause(),
      onRefused: ({ code }) => this.#dropRefusedToken(code),
      onState: (connection) => this.#tell({ type: "connection", connection }),
    });
  }

  #handshake(): Handshake {
    const { id } = this.#options.room;
    const token = this.#token === undefined ? {} : { token: this.#token };
    return { protocol: protocolVersion, room: id, ...token };
  }

  /** The host hangs up on a session that it ends, so its notice may be all the answer there is. */
  async #endOnHost(): Promise<void> {
    const { connection } = this.#lifeline;
    const ended = new Promise<void>((resolve) => {
      this.#hearEnd = resolve;
    });
    await Promise.race([connection.request("account:signOut", {}), ended]);
  }

  async #arrive(connection: Connection, endpoint: Endpoint): Promise<void> {
    if (this.#token === undefined) return this.#askToSignIn();
    const { card } = await this.#enter(connection);
    this.#options.onReached?.(card, endpoint);
  }

  #askToSignIn(): void {
    const code = this.#askedFor;
    this.#askedFor = undefined;
    this.#tell({ type: "signInAsked", ...(code === undefined ? {} : { code }) });
  }

  async #enter(connection: Connection): Promise<Output<"room:enter">> {
    const { epoch, ...entered } = await this.#log.enter(connection);
    await this.#openOutbox(entered.me.user);
    this.#tell({ type: "entered", ...entered });
    this.#log.follow(connection, entered.head);
    this.#sender?.resume();
    return { ...entered, epoch };
  }

  /** The name under which one entered. What cannot enter tries again with a handshake of its own. */
  async #enterOrLeave(connection: Connection): Promise<string> {
    try {
      return (await this.#enter(connection)).me.user;
    } catch (error) {
      this.#lifeline.again();
      throw error;
    }
  }

  #hear({ name, payload }: ArrivedNotice): void {
    switch (name) {
      case "message:new":
        this.#log.take(payload.messages);
        break;
      case "presence:changed":
        this.#tellPresence(payload);
        break;
      case "room:closing":
        this.#tell({ type: "closing" });
        break;
      case "account:mailFailed":
        this.#tell({ type: "mailFailed" });
        break;
      case "session:ended":
        this.#hearEnd();
        void this.#loseSession();
    }
  }

  async #loseSession(): Promise<void> {
    if (this.#token === undefined) return;
    await this.#becomeGuest("session-ended");
    this.#lifeline.again();
  }

  #tellPresence({ joined, left }: NoticePayload<"presence:changed">): void {
    this.#tell({ type: "presence", joined, left: left.map(cleanLine) });
  }

  #pause(): void {
    this.#sender?.pause();
    this.#log.stop();
  }

  /** Whether the host refused only because of the token, which is gone now. */
  async #dropRefusedToken(code: ErrorCode): Promise<boolean> {
    const isAboutToken = code === "session-ended" || code === "not-signed-in";
    if (!isAboutToken || this.#token === undefined) return false;
    await this.#becomeGuest(code);
    return true;
  }

  async #becomeGuest(askedFor: ErrorCode | undefined): Promise<void> {
    const token = this.#token;
    this.#token = undefined;
    this.#askedFor = askedFor;
    this.#pause();
    if (token !== undefined) await this.#quietly(this.#options.signIns.dropToken(token));
  }

  async #openOutbox(user: string): Promise<void> {
    if (this.#user === user && this.#sender) return;
    this.#sender?.close("not-signed-in");
    this.#user = user;
    const sender = this.#newSender(user);
    await sender.load();
    this.#sender = sender;
  }

  #newSender(user: string): Sender {
    const { folder, room, onTrouble } = this.#options;
    const onDamaged = (keptAs: string) => onTrouble(`a draft could not be read: kept as ${keptAs}`);
    return new Sender({
      outbox: new Outbox({ folder, room: room.id, user, onDamaged }),
      timing: this.#timing,
      deliver: async (draft) => this.#lifeline.connection.request("message:send", draft),
      onStored: (message) => this.#log.expect(message),
      onDrafts: (drafts) => this.#tell({ type: "outbox", drafts }),
    });
  }

  async #deviceOf(login: string): Promise<{ device?: string }> {
    const signIns = await this.#options.signIns.at(this.#options.room.fingerprint);
    const known = signIns.find((signIn) => isSignInOf(login, signIn));
    return known === undefined ? {} : { device: known.device };
  }

  #hostKey(): { fingerprint: Fingerprint } {
    return { fingerprint: this.#options.room.fingerprint };
  }

  /** The chat goes on without its files; the user is told. */
  async #quietly(work: Promise<void>): Promise<void> {
    await work.catch((error: Error) => this.#options.onTrouble(error.message));
  }

  #tell(event: SessionEvent): void {
    this.#options.onEvent(event);
  }
}
