import { once } from "node:events";
import { createServer, type Server as HttpsServer } from "node:https";
import type { AddressInfo } from "node:net";
import type { TLSSocket } from "node:tls";
import {
  accepted,
  ChatError,
  type Fingerprint,
  type Message,
  type NoticeName,
  protocolVersion,
  type RequestName,
  type RoomCard,
  type RoomId,
  refused,
  requests,
} from "@classchat/core";
import { openHostKey } from "@classchat/server/adapters/host-key";
import { Server, type Socket } from "socket.io";

export const roomId = "abcdefghij23";
const token = "t".repeat(43);
const epochs = ["10000000-0000-4000-8000-000000000000", "20000000-0000-4000-8000-000000000000"];

type Answer = (input: never) => unknown;

/** Speaks the protocol in the simplest way, and answers as wrongly as a test wants. */
export class FakeHost {
  readonly #folder: string;
  readonly handshakes: unknown[] = [];
  readonly asked: { name: RequestName; input: unknown }[] = [];
  /** Instead of the honest answer; what throws a `ChatError` refuses, what gives nothing never answers. */
  readonly answers: Partial<Record<RequestName, Answer>> = {};
  readonly tokens = new Set([token]);
  log: Message[] = [];
  epoch = epochs[0] as string;
  refusal: string | undefined;
  fingerprint: Fingerprint = "";
  port = 0;
  #https: HttpsServer | undefined;
  #io: Server | undefined;
  readonly #sockets = new Set<TLSSocket>();
  #leastHead = 0;

  readonly id: RoomId;

  /** Its key lies in that folder. */
  constructor(folder: string, id: RoomId = roomId) {
    this.#folder = folder;
    this.id = id;
  }

  async listen(port = 0): Promise<void> {
    const { key, certificate, fingerprint } = await openHostKey(this.#folder);
    this.fingerprint = fingerprint;
    this.#https = createServer({ key, cert: certificate, minVersion: "TLSv1.3" }, (_, response) =>
      response.end(JSON.stringify(this.card())),
    );
    this.#io = new Server(this.#https, { transports: ["websocket"], serveClient: false });
    this.#io.use((socket, next) => this.#admit(socket, next));
    this.#io.on("connection", (socket) => this.#serve(socket));
    this.#https.on("secureConnection", (socket: TLSSocket) => {
      this.#sockets.add(socket);
      socket.on("close", () => this.#sockets.delete(socket));
    });
    this.#https.listen(port, "127.0.0.1");
    await once(this.#https, "listening");
    this.port = (this.#https.address() as AddressInfo).port;
  }

  card(): RoomCard {
    return {
      ...{ app: "classchat", protocol: protocolVersion, version: "0.1.0", id: this.id },
      ...{ name: "physics", title: "", mentor: "kim", online: 1 },
    };
  }

  /** Keeps a message and tells it. */
  say(text: string): Message {
    const message = this.keep(text);
    this.tell("message:new", { messages: [message] });
    return message;
  }

  /** Keeps a message and tells nobody: its notice was lost. */
  keep(text: string, id: string = crypto.randomUUID()): Message {
    const seq = this.#head() + 1;
    const message = { seq, id, from: "kim", role: "mentor" as const, at: 1_770_000_000_000, text };
    this.log.push(message);
    return message;
  }

  /** What a newcomer is told of a room where no mentor did anything. */
  untouched(): object {
    return {
      ...{ clearedSeq: 0, deleted: [], muted: null, desk: null, doubts: [] },
      state: { quiet: null, announcement: null },
      files: { kinds: "text" as const, maxBytes: 5_000_000 },
    };
  }

  /** The messages up to there are gone, and the log goes on behind them. */
  emptyAt(head: number): void {
    this.#leastHead = head;
  }

  /** What it answers to that. */
  answerOf(name: RequestName): (input: never) => unknown {
    return this.answers[name] ?? this.#honest[name];
  }

  tell(name: NoticeName, payload: unknown): void {
    this.#io?.emit(name, payload);
  }

  /** A new life of the log, as after a restore. */
  restore(texts: readonly string[]): void {
    this.epoch = epochs[this.epoch === epochs[1] ? 0 : 1] as string;
    this.log = [];
    for (const text of texts) this.keep(text);
  }

  drop(): void {
    this.#io?.disconnectSockets(true);
  }

  /** Reads nothing more, as behind a cut cable, until the returned function is called. */
  hold(): () => void {
    for (const socket of this.#sockets) socket.pause();
    return () => {
      for (const socket of this.#sockets) socket.resume();
    };
  }

  async stop(): Promise<void> {
    await this.#io?.close();
    this.#https?.closeAllConnections();
    this.#io = undefined;
  }

  #admit(socket: Socket, next: (error?: Error) => void): void {
    const { auth } = socket.handshake;
    this.handshakes.push(auth);
    const isEnded = auth.token !== undefined && !this.tokens.has(auth.token);
    const refusal = this.refusal ?? (isEnded ? "session-ended" : undefined);
    next(refusal === undefined ? undefined : new Error(refusal));
  }

  #serve(socket: Socket): void {
    for (const name of Object.keys(requests) as RequestName[]) {
      socket.on(name, async (input: unknown, reply: (reply: unknown) => void) => {
        this.asked.push({ name, input });
        try {
          const value = await this.answerOf(name)(input as never);
          if (value !== undefined) reply(accepted(value));
        } catch (error) {
          reply(refused(error as ChatError));
        }
      });
    }
  }

  readonly #honest: Record<RequestName, Answer> = {
    "account:register": ({ user }: { user: string }) => ({ user, role: "student" }),
    "account:signIn": ({ password }: { password: string }) => {
      if (password !== "correct horse") throw new ChatError("wrong-password");
      return { token, device: "d".repeat(43) };
    },
    // As the real one: it hangs up on the session, and the reply is lost with that.
    "account:signOut": () => {
      this.tell("session:ended", {});
      this.drop();
    },
    "account:issueMentorCode": () => ({ mentorCode: "ABCD" }),
    "room:enter": ({ after }: { after?: number }) => ({
      me: { user: "ana", role: "student" },
      card: this.card(),
      ...{ readableAbove: 0, lastRead: 0, present: [] },
      ...this.untouched(),
      ...(after === undefined ? this.#page(this.log.slice(-100)) : this.#after(after, 100)),
    }),
    "message:send": ({ id, text }: { id: string; text: string }) => {
      const kept = this.log.find((message) => message.id === id);
      const message = kept ?? this.keep(text, id);
      if (!kept) this.tell("message:new", { messages: [message] });
      return message;
    },
    "message:after": ({ after, limit }: { after: number; limit: number }) =>
      this.#after(after, limit),
    "message:before": ({ before = Infinity, limit }: { before?: number; limit: number }) =>
      this.#page(this.log.filter(({ seq }) => seq < before).slice(-limit)),
    "message:markRead": ({ seq }: { seq: number }) => ({ lastRead: seq }),
    "message:delete": () => ({}),
    "file:offer": () => ({ file: "a".repeat(26), ticket: token, received: 0, done: null }),
    "file:fetch": () => {
      throw new ChatError("file-not-found");
    },
    "file:cancel": () => ({}),
    "file:list": () => ({ messages: [] }),
    "account:requestReset": () => ({ delivery: "mail" }),
    "account:reset": () => ({ user: "ana" }),
    "account:issueResetCode": echoUser,
    "account:unlock": echoUser,
    "room:typing": () => ({}),
    "room:setQuiet": () => ({}),
    "room:announce": () => ({}),
    "room:measureClear": () => ({ upTo: this.log.at(-1)?.seq ?? 0, count: this.log.length }),
    "room:clear": ({ upTo }: { upTo: number }) => ({ upTo, count: 0 }),
    "member:mute": echoUser,
    "member:unmute": echoUser,
    "member:kick": echoUser,
    "member:ban": echoUser,
    "member:unban": echoUser,
    "member:promote": echoUser,
    "member:demote": echoUser,
    "doubt:ask": ({ id, text }: { id: string; text: string }) => doubt("ana", id, text),
    "doubt:answer": ({ id, user, text }: { id: string; user: string; text: string }) =>
      doubt(user, id, text),
  };

  #after(after: number, limit: number): object {
    return this.#page(this.log.filter(({ seq }) => seq > after).slice(0, limit));
  }

  #page(messages: readonly Message[]): object {
    return { epoch: this.epoch, head: this.#head(), messages };
  }

  #head(): number {
    return Math.max(this.#leastHead, this.log.at(-1)?.seq ?? 0);
  }
}

function echoUser({ user }: { user: string }): object {
  return { user };
}

function doubt(student: string, id: string, text: string): object {
  return { id, student, from: student, role: "student", at: 1_770_000_000_000, text };
}
