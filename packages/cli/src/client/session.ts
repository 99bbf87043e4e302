import {
  ChatError,
  cleanLine,
  type ErrorCode,
  type Fingerprint,
  type Handshake,
  type Message,
  type Output,
  protocolVersion,
  type RawInput,
  type RequestName,
  type RoomCard,
  type RoomId,
} from "@classchat/core";
import type { ArrivedNotice, Connection, Endpoint } from "./connection.ts";
import { Entrance } from "./entrance.ts";
import { FileTransfers } from "./file-transfers.ts";
import type { FileSeat } from "./hand-in.ts";
import type { Lan } from "./lan.ts";
import { Lifeline } from "./lifeline.ts";
import { OwnDrafts } from "./own-drafts.ts";
import { OwnSignIn } from "./own-sign-in.ts";
import { PastedTexts } from "./pasted-texts.ts";
import { RoomNews } from "./room-news.ts";
import type { SessionEvent } from "./session-events.ts";
import type { SignIn, SignIns } from "./sign-ins.ts";
import { classroomTiming, type Timing } from "./timing.ts";
import { type TransferDoor, transferDoor } from "./transfer-door.ts";

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
  /** What is sent and fetched here. */
  readonly files: FileTransfers;
  /** What was pasted to go out as files. */
  readonly pasted: PastedTexts;
  /** How files get to the host and from it, over this session and beside it. */
  readonly transferDoor: TransferDoor;
  readonly #options: SessionOptions;
  readonly #timing: Timing;
  readonly #lifeline: Lifeline;
  readonly #news: RoomNews;
  readonly #own: OwnSignIn;
  readonly #drafts: OwnDrafts;
  readonly #entrance: Entrance;
  /** Why the host will have us no more. */
  #refusal: ErrorCode | undefined;
  #hearEnd: () => void = () => {};
  /** Why a guest is asked to sign in, where there is a reason. */
  #askedFor: ErrorCode | undefined;

  constructor(options: SessionOptions) {
    this.#options = options;
    this.#timing = options.timing ?? classroomTiming;
    this.#own = new OwnSignIn({ ...options, fingerprint: options.room.fingerprint });
    this.#lifeline = this.#newLifeline();
    this.#drafts = this.#newDrafts();
    this.#news = new RoomNews({
      tell: (event) => this.#tell(event),
      onRole: (member) => {
        if (this.#entrance.isChangedBy(member)) this.#enterAgain();
      },
      onBroken: (connection) => connection.close(),
    });
    this.#entrance = new Entrance({
      ...{ news: this.#news, drafts: this.#drafts },
      onNewcomer: () => this.#tellPasted(),
    });
    this.transferDoor = this.#newTransferDoor();
    this.files = new FileTransfers({
      ...{ room: options.room.id, folder: options.folder, door: this.transferDoor },
      seat: () => this.#fileSeat(),
      tell: (transfer) => this.#tell({ type: "progress", transfer }),
      onTrouble: options.onTrouble,
    });
    this.pasted = new PastedTexts({
      ...{ room: options.room.id, folder: options.folder },
      user: () => this.#fileSeat().user,
      send: (path) => this.files.send(path),
    });
  }

  /** Connects, and stays connected until it is closed. */
  start(): void {
    void this.#live();
  }

  /** Tries once more where the host refused for good, as after a kick. */
  comeBack(): void {
    if (this.#refusal === undefined) return;
    this.#refusal = undefined;
    this.#drafts.renew();
    this.start();
  }

  /** Signs in and enters. `remember`: later runs of the program need no password. */
  async signIn(given: { login: string; password: string; remember: boolean }): Promise<void> {
    const { login, password, remember } = given;
    const { connection } = this.#lifeline;
    const tokens = await connection.request("account:signIn", {
      login,
      password,
      ...(await this.#own.device(login)),
    });
    this.#own.take(tokens.token);
    const user = await this.#enterOrLeave(connection);
    await this.#own.keep(tokens, { user, login, remember });
  }

  /** Comes in as someone who signed in to another room of the same host. */
  adopt(token: string): void {
    if (this.token !== undefined) return;
    this.#own.take(token);
    this.#lifeline.again();
  }

  /** What proves who one is, also to the other rooms of the host; nothing for a guest. */
  get token(): string | undefined {
    return this.#own.token;
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
    return this.#drafts.send(text);
  }

  /** Sends a refused draft once more. */
  async retry(draft: string): Promise<void> {
    await this.#drafts.retry(draft);
  }

  /** Gives a refused draft up. */
  async discard(draft: string): Promise<void> {
    await this.#drafts.discard(draft);
  }

  /** Sends all refused drafts and unsent pasted texts once more, and says how many they are. */
  async retryAll(): Promise<number> {
    return (await this.#drafts.retryAll()) + (await this.pasted.retryAll());
  }

  /** Gives all refused drafts and unsent pasted texts up, and says how many they were. */
  async discardAll(): Promise<number> {
    return (await this.#drafts.discardAll()) + (await this.pasted.discardAll());
  }

  /** A page back: the newest messages before that `seq`, or the newest of all. */
  async before(
    seq: number | undefined,
    limit: number,
  ): Promise<{ messages: Message[]; complete: boolean }> {
    const before = seq === undefined ? {} : { before: seq };
    const { connection } = this.#lifeline;
    const { messages } = await connection.request("message:before", { ...before, limit });
    return { messages: this.#news.stillThere(messages), complete: messages.length < limit };
  }

  /** Asks the host anything that needs no keeping here; throws the `ChatError` it refuses with. */
  request<N extends RequestName>(name: N, input: RawInput<N>): Promise<Output<N>> {
    return this.#lifeline.connection.request(name, input);
  }

  async markRead(seq: number): Promise<void> {
    await this.#lifeline.connection.request("message:markRead", { seq });
  }

  async issueMentorCode(): Promise<string> {
    return cleanLine((await this.request("account:issueMentorCode", {})).mentorCode);
  }

  /** Leaves. Drafts that are not stored stay on disk. */
  async close(): Promise<void> {
    await this.files.close();
    await this.#lifeline.close();
    this.#drafts.close("unreachable");
  }

  async #live(): Promise<void> {
    // Someone who is known may write before the host is reached for the first time.
    const user = this.#drafts.user ?? this.#options.signIn?.user;
    if (user !== undefined) await this.#drafts.open(user);
    await this.#lifeline.start();
    this.#drafts.close("unreachable");
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
      onState: (connection) => {
        this.#refusal = connection.state === "refused" ? connection.code : undefined;
        if (this.#refusal) void this.files.stop(new ChatError(this.#refusal));
        this.#tell({ type: "connection", connection });
      },
    });
  }

  #handshake(): Handshake {
    const { id } = this.#options.room;
    const token = this.token === undefined ? {} : { token: this.token };
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
    if (this.token === undefined) return this.#askToSignIn();
    const { card } = await this.#entrance.enter(connection);
    this.#options.onReached?.(card, endpoint);
  }

  #askToSignIn(): void {
    const code = this.#askedFor;
    this.#askedFor = undefined;
    this.#tell({ type: "signInAsked", ...(code === undefined ? {} : { code }) });
  }

  /** A crash leaves texts behind of which nobody would know otherwise. */
  async #tellPasted(): Promise<void> {
    const count = await this.pasted.countLeft().catch(() => 0);
    if (count > 0) this.#tell({ type: "pastedLeft", count });
  }

  /** With another role other things are for one's eyes. */
  #enterAgain(): void {
    const { connection } = this.#lifeline;
    this.#entrance.enterAgain(connection).catch(() => connection.close());
  }

  /** The name under which one entered. What cannot enter tries again with a handshake of its own. */
  async #enterOrLeave(connection: Connection): Promise<string> {
    try {
      return (await this.#entrance.enter(connection)).me.user;
    } catch (error) {
      this.#lifeline.again();
      throw error;
    }
  }

  #hear(notice: ArrivedNotice): void {
    switch (notice.name) {
      case "session:ended":
        this.#hearEnd();
        void this.#loseSession();
        break;
      case "member:removed":
        this.#lifeline.giveUp(notice.payload.reason);
        break;
      default:
        this.#news.hear(notice);
    }
  }

  async #loseSession(): Promise<void> {
    if (this.token === undefined) return;
    await this.#becomeGuest("session-ended");
    this.#lifeline.again();
  }

  #pause(): void {
    this.#drafts.pause();
    this.#news.stop();
  }

  /** Whether the host refused only because of the token, which is gone now. */
  async #dropRefusedToken(code: ErrorCode): Promise<boolean> {
    const isAboutToken = code === "session-ended" || code === "not-signed-in";
    if (!isAboutToken || this.token === undefined) return false;
    await this.#becomeGuest(code);
    return true;
  }

  async #becomeGuest(askedFor: ErrorCode | undefined): Promise<void> {
    this.#askedFor = askedFor;
    this.#pause();
    // Whoever signs in next shall not hand in what another began.
    await Promise.all([this.files.stop(new ChatError("not-signed-in")), this.#own.drop()]);
  }

  #fileSeat(): FileSeat {
    const { seat } = this.#entrance;
    if (this.token === undefined || !seat) throw new ChatError("not-signed-in");
    return seat;
  }

  #newTransferDoor(): TransferDoor {
    const { room, lan } = this.#options;
    return transferDoor({
      ...{ room, lan, timing: this.#timing },
      endpoint: () => this.#lifeline.endpoint,
      request: (name, input) => this.request(name, input),
      // Offline it is worth trying again, but not for whom the host has put out.
      requestWhileAdmitted: (name, input) => {
        if (this.#refusal !== undefined) throw new ChatError(this.#refusal);
        return this.request(name, input);
      },
    });
  }

  #newDrafts(): OwnDrafts {
    const { folder, room, onTrouble } = this.#options;
    return new OwnDrafts({
      ...{ folder, room: room.id, timing: this.#timing, onTrouble },
      deliver: async (draft) => this.#lifeline.connection.request("message:send", draft),
      onStored: (message) => this.#news.expect(message),
      onDrafts: (drafts) => this.#tell({ type: "outbox", drafts }),
    });
  }

  #tell(event: SessionEvent): void {
    this.#options.onEvent(event);
  }
}
