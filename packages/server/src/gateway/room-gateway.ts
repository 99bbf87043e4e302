import type { AddressInfo } from "node:net";
import { ChatError, Handshake } from "@classchat/core";
import type { Accounts, SignedIn } from "../chat/accounts.ts";
import type { Account, Logger, RoomRecord } from "../chat/ports.ts";
import { Room, type RoomPorts } from "../chat/room.ts";
import { createHandlers, type Guest, type Handlers, type SeatedCaller } from "./handlers.ts";
import { limitPackets } from "./packet-rate.ts";
import { asChatError, serveRequests } from "./requests.ts";
import {
  type ChatServer,
  type ChatSocket,
  createSecureServer,
  createSocketServer,
  endSession,
  joinAudiences,
  socketBroadcaster,
  type TlsIdentity,
  tellerOf,
} from "./sockets.ts";

export interface RoomGatewayParts extends Omit<RoomPorts, "broadcaster"> {
  accounts: Accounts;
  identity: TlsIdentity;
  logger: Logger;
  onMentor(mentor: Account): Promise<void>;
}

/** The door of one room: listens on a port of its own and lets checked requests in. */
export class RoomGateway {
  readonly room: Room;
  readonly #parts: RoomGatewayParts;
  readonly #https: ReturnType<typeof createSecureServer>;
  readonly #io: ChatServer;
  readonly #handlers: Handlers;
  /** Connections that already asked to be let in. */
  readonly #asked = new WeakSet<object>();

  constructor(record: RoomRecord, parts: RoomGatewayParts) {
    this.#parts = parts;
    this.#https = createSecureServer(parts.identity, () => this.room.card());
    this.#io = createSocketServer(this.#https);
    this.room = new Room(record, { ...parts, broadcaster: socketBroadcaster(this.#io) });
    this.#handlers = createHandlers({ ...parts, room: this.room });
    limitPackets(this.#io, parts.clock);
    this.#io.use((socket, next) => void this.#letIn(socket, next));
    this.#io.on("connection", (socket) => this.#serve(socket));
  }

  /** Rejects with the system's error where the port cannot be had. */
  listen(port: number): Promise<void> {
    return new Promise((resolve, reject) => {
      this.#https.once("error", reject);
      this.#https.listen(port, () => {
        this.#https.off("error", reject);
        resolve();
      });
    });
  }

  get port(): number {
    return (this.#https.address() as AddressInfo).port;
  }

  endSession(session: string): void {
    endSession(this.#io, session);
  }

  /** Tells everyone, then hangs up. */
  async close(): Promise<void> {
    this.room.close();
    this.#io.emit("room:closing", {});
    await this.#io.close();
  }

  async #letIn(socket: ChatSocket, next: (error?: Error) => void): Promise<void> {
    try {
      this.#requireFirst(socket);
      const { room, token } = readHandshake(socket.handshake.auth);
      if (room !== this.room.record.id) throw new ChatError("other-room");
      if (token !== undefined) await this.#resume(socket, token);
      next();
    } catch (error) {
      const { code } = asChatError(error, "a handshake", this.#parts.logger);
      // socket.io itself hangs up on a connection that was let in nowhere, after `connectTimeout`.
      next(new Error(code));
    }
  }

  // One websocket carries one CONNECT; a thousand on one would each cost a look at the store.
  #requireFirst(socket: ChatSocket): void {
    if (this.#asked.has(socket.conn)) throw new ChatError("bad-input");
    this.#asked.add(socket.conn);
  }

  async #resume(socket: ChatSocket, token: string): Promise<void> {
    const { account, session } = await this.#parts.accounts.resume(token);
    socket.data.caller = { seat: await this.room.admit(account), session, tell: tellerOf(socket) };
  }

  #serve(socket: ChatSocket): void {
    const { logger } = this.#parts;
    const guest: Guest = {
      address: socket.handshake.address,
      seat: (signedIn) => this.#seat(socket, signedIn),
      tell: tellerOf(socket),
    };
    serveRequests(socket, { handlers: this.#handlers, guest, logger });
    if (socket.data.caller) this.#arrive(socket, socket.data.caller);
  }

  async #seat(socket: ChatSocket, { account, session }: SignedIn): Promise<void> {
    const seat = await this.room.admit(account);
    if (socket.data.caller) throw new ChatError("bad-input");
    socket.data.caller = { seat, session, tell: tellerOf(socket) };
    this.#arrive(socket, socket.data.caller);
  }

  #arrive(socket: ChatSocket, caller: SeatedCaller): void {
    if (!socket.connected) return;
    joinAudiences(socket, caller);
    const { seat } = caller;
    this.room.presence.arrive(seat.account, { user: seat.user, role: seat.role });
    socket.once("disconnect", (reason) => {
      const isClosed = /namespace disconnect$/u.test(reason);
      this.room.hangUp(caller, isClosed ? "closed" : "broken");
    });
  }
}

function readHandshake(auth: unknown): Handshake {
  const handshake = Handshake.safeParse(auth);
  if (handshake.success) return handshake.data;
  const isOther = handshake.error.issues.some(({ path }) => path[0] === "protocol");
  throw new ChatError(isOther ? "other-protocol" : "bad-input");
}
