import type { AddressInfo } from "node:net";
import { ChatError, Handshake } from "@classchat/core";
import type { Accounts, SignedIn } from "../chat/accounts.ts";
import { Forgeries } from "../chat/forgeries.ts";
import type { Account, Counts, Door, Logger, News, RoomRecord } from "../chat/ports.ts";
import type { Resets } from "../chat/resets.ts";
import type { Roles } from "../chat/roles.ts";
import { Room, type RoomPorts } from "../chat/room.ts";
import { boundCosts } from "./bound-costs.ts";
import { watchBroadcasts } from "./broadcast-watch.ts";
import type { ConnectionGate } from "./connection-gate.ts";
import { requireShallow } from "./depth.ts";
import { connectionOf } from "./engine-connection.ts";
import { createHandlers, type Guest, type Handlers, type SeatedCaller } from "./handlers.ts";
import { asChatError, serveRequests } from "./requests.ts";
import type { Seats } from "./seats.ts";
import {
  type ChatServer,
  type ChatSocket,
  changeRole,
  createSecureServer,
  createSocketServer,
  endSession,
  joinAudiences,
  socketBroadcaster,
  socketDoor,
  type TlsIdentity,
  tellerOf,
} from "./sockets.ts";
import { Transfers } from "./transfers.ts";

export interface RoomGatewayParts extends Omit<RoomPorts, "broadcaster" | "door" | "members"> {
  accounts: Accounts;
  roles: Roles;
  resets: Resets;
  identity: TlsIdentity;
  logger: Logger;
  /** Students who may be present. */
  members: number;
  /** Chat connections that one address may have. */
  perAddress: number;
  counts: Counts;
  onNews?: (news: News) => void;
  onMentor(mentor: Account): Promise<void>;
}

/** The door of one room: listens on a port of its own and lets checked requests in. */
export class RoomGateway {
  readonly room: Room;
  readonly #parts: RoomGatewayParts;
  readonly #https: ReturnType<typeof createSecureServer>;
  readonly #io: ChatServer;
  readonly #handlers: Handlers;
  readonly #forgeries: Forgeries;
  readonly #transfers: Transfers;
  readonly #seats: Seats;
  readonly #gate: ConnectionGate;

  constructor(record: RoomRecord, parts: RoomGatewayParts) {
    this.#parts = parts;
    this.#https = createSecureServer(parts.identity, () => this.room.card());
    this.#io = createSocketServer(this.#https);
    this.room = new Room(record, {
      ...parts,
      broadcaster: socketBroadcaster(this.#io, watchBroadcasts({ ...parts, room: record.name })),
      door: this.#door(),
    });
    this.#transfers = new Transfers(this.#https, {
      ...parts,
      files: this.room.files,
      room: record.id,
      isTalking: () => this.room.isTalking,
    });
    this.#forgeries = new Forgeries(record.name, parts);
    this.#handlers = createHandlers({ ...parts, room: this.room });
    const bounds = boundCosts({ https: this.#https, io: this.#io }, parts);
    this.#seats = bounds.seats;
    this.#gate = bounds.gate;
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

  /** How things stand in the room now, in numbers. */
  get figures() {
    const { presence, record } = this.room;
    return {
      room: record.name,
      isListening: this.#https.listening,
      students: presence.students,
      mentors: presence.count - presence.students,
      connections: this.#gate.count,
      seats: this.#seats.count,
      ...this.#transfers.figures,
    };
  }

  endSession(session: string): void {
    endSession(this.#io, session);
    this.#transfers.endSession(session);
  }

  /** Brings the role that the account now has to those who are here. */
  changeRole(account: Account): void {
    changeRole(this.#io, account.id, account.role);
    this.room.presence.changeRole(account.id, account.role);
    this.room.moderation.roleChanged(account);
  }

  /** Tells everyone, then hangs up. */
  async close(): Promise<void> {
    this.room.close();
    this.#io.emit("room:closing", {});
    await this.#transfers.close();
    await this.#io.close();
    this.#forgeries.close();
  }

  /** Hangs up on the chat and on what goes on beside it. */
  #door(): Door {
    const chat = socketDoor(this.#io);
    return {
      hangUp: (account) => {
        chat.hangUp(account);
        this.#transfers.endAccount(account);
      },
    };
  }

  async #letIn(socket: ChatSocket, next: (error?: Error) => void): Promise<void> {
    try {
      const { room, token } = readHandshake(socket.handshake.auth);
      if (room !== this.room.record.id) throw new ChatError("other-room");
      if (token !== undefined) await this.#resume(socket, token);
      const { caller } = socket.data;
      this.#seats.take(connectionOf(socket), caller?.seat.role ?? "guest");
      this.#parts.counts.add("handshakes", [caller ? "member" : "guest"]);
      next();
    } catch (error) {
      const { code } = asChatError(error, "a handshake", this.#parts.logger);
      this.#parts.counts.add("handshakes", [code]);
      // socket.io itself hangs up on a connection that was let in nowhere, after `connectTimeout`.
      next(new Error(code));
    }
  }

  async #resume(socket: ChatSocket, token: string): Promise<void> {
    const { account, session } = await this.#parts.accounts.resume(token);
    socket.data.caller = { seat: await this.room.admit(account), session, tell: tellerOf(socket) };
  }

  #serve(socket: ChatSocket): void {
    const { logger, counts } = this.#parts;
    const guest = this.#guest(socket);
    const forgeries = this.#forgeries;
    serveRequests(socket, { handlers: this.#handlers, guest, forgeries, logger, counts });
    if (socket.data.caller) this.#arrive(socket, socket.data.caller);
  }

  #guest(socket: ChatSocket): Guest {
    const left = new AbortController();
    socket.once("disconnect", () => left.abort());
    const tell = tellerOf(socket);
    return {
      address: socket.handshake.address,
      left: left.signal,
      onPlace: (before) => {
        this.#seats.noteWaiting(connectionOf(socket));
        tell("account:waiting", { before });
      },
      seat: (signedIn) => this.#seat(socket, signedIn),
      tell,
    };
  }

  async #seat(socket: ChatSocket, { account, session }: SignedIn): Promise<void> {
    const seat = await this.room.admit(account);
    if (socket.data.caller) throw new ChatError("bad-input");
    if (!this.room.hasPlace(seat)) throw new ChatError("room-full");
    this.#arrive(socket, { seat, session, tell: tellerOf(socket) });
  }

  /** The caller as of now: what was decided meanwhile could not reach this connection yet. */
  #arrive(socket: ChatSocket, caller: SeatedCaller): void {
    if (!socket.connected || this.#isTurnedAway(socket, caller)) return;
    const seat = { ...caller.seat, role: this.#parts.roles.current(caller.seat) };
    socket.data.caller = { ...caller, seat };
    this.#seats.sign(connectionOf(socket), seat.account);
    joinAudiences(socket, socket.data.caller);
    void this.#leaveIfEnded(socket, caller);
    this.room.presence.arrive(seat.account, { user: seat.user, role: seat.role });
    socket.once("disconnect", (reason) => {
      const isClosed = /namespace disconnect$/u.test(reason);
      this.room.hangUp(socket.data.caller ?? caller, isClosed ? "closed" : "broken");
    });
  }

  // A session that ended after the handshake was looked at, and before this, hung up on everyone but this one.
  async #leaveIfEnded(socket: ChatSocket, { session }: SeatedCaller): Promise<void> {
    const isOpen = await this.#parts.accounts.isOpen(session).catch(() => true);
    if (!isOpen) socket.disconnect(true);
  }

  /** Hangs up on those who were banned, or for whom no place is left, while they were on their way in. */
  #isTurnedAway(socket: ChatSocket, { seat }: SeatedCaller): boolean {
    const isBanned = this.room.moderation.sanctions.isBanned(seat.account);
    if (!isBanned && this.room.hasPlace(seat)) return false;
    if (isBanned) socket.emit("member:removed", { reason: "banned" });
    socket.disconnect(true);
    return true;
  }
}

function readHandshake(auth: unknown): Handshake {
  requireShallow(auth);
  const handshake = Handshake.safeParse(auth);
  if (handshake.success) return handshake.data;
  const isOther = handshake.error.issues.some(({ path }) => path[0] === "protocol");
  throw new ChatError(isOther ? "other-protocol" : "bad-input");
}
