import { createServer, type Server as HttpsServer } from "node:https";
import {
  type ClientToServerEvents,
  limits,
  type NoticeName,
  type Role,
  type RoomCard,
  type ServerToClientEvents,
} from "@classchat/core";
import { type DefaultEventsMap, Server, type Socket } from "socket.io";
import type { AccountId, Broadcaster, Caller, Door } from "../chat/ports.ts";
import type { Broadcast } from "./broadcast-watch.ts";
import { answerCard } from "./card.ts";
import { FrameAdapter } from "./frame-adapter.ts";
import type { SeatedCaller } from "./handlers.ts";

interface SocketData {
  caller?: SeatedCaller;
}

export type ChatServer = Server<
  ClientToServerEvents,
  ServerToClientEvents,
  DefaultEventsMap,
  SocketData
>;
export type ChatSocket = Socket<
  ClientToServerEvents,
  ServerToClientEvents,
  DefaultEventsMap,
  SocketData
>;

export interface TlsIdentity {
  /** PEM. */
  key: string;
  certificate: string;
}

/** The order in which a host likes them: the first is as safe here, and keeps a processor busy for a shorter time. */
export const cipherSuites = [
  "TLS_AES_128_GCM_SHA256",
  "TLS_AES_256_GCM_SHA384",
  "TLS_CHACHA20_POLY1305_SHA256",
].join(":");

/** The HTTPS server of one room: its card at `/card`, socket.io behind it, nothing else. */
export function createSecureServer(identity: TlsIdentity, card: () => RoomCard): HttpsServer {
  const https = createServer({
    key: identity.key,
    cert: identity.certificate,
    minVersion: "TLSv1.3",
    ciphers: cipherSuites,
    handshakeTimeout: limits.connectTimeoutMs,
    headersTimeout: limits.connectTimeoutMs,
    requestTimeout: limits.httpRequestTimeoutMs,
    // Node looks for those that are late twice a minute.
    connectionsCheckingInterval: limits.lateConnectionsEveryMs,
    maxHeaderSize: limits.httpPieceBytes,
  });
  https.on("request", (request, response) => answerCard(request, response, card));
  return https;
}

/** socket.io as the facts about it demand: websocket only, small packets, no page of a browser. */
export function createSocketServer(https: HttpsServer): ChatServer {
  return new Server(https, {
    transports: ["websocket"],
    allowUpgrades: false,
    serveClient: false,
    maxHttpBufferSize: limits.packetBytes,
    connectTimeout: limits.connectTimeoutMs,
    pingInterval: limits.pingIntervalMs,
    pingTimeout: limits.pingTimeoutMs,
    perMessageDeflate: false,
    adapter: FrameAdapter,
    allowRequest: (request, allow) => {
      // Browsers name the page they come from. classchat has no page, so that is somebody else's.
      allow(null, request.headers.origin === undefined);
    },
  });
}

const memberRoom = "members";
const mentorRoom = "mentors";

/** Makes the connection hear what its audiences hear: members, perhaps mentors, its account, its session. */
export function joinAudiences(socket: ChatSocket, { seat, session }: SeatedCaller): void {
  const rooms = [memberRoom, accountRoom(seat.account), sessionRoom(session)];
  // Done when it returns: only adapters that span several servers answer later.
  void socket.join(seat.role === "mentor" ? [...rooms, mentorRoom] : rooms);
}

/** Gives every connection of the account the role, and lets it hear what the mentors hear, or no longer. */
export function changeRole(io: ChatServer, account: AccountId, role: Role): void {
  for (const socket of io.sockets.sockets.values()) {
    const { caller } = socket.data;
    if (caller?.seat.account !== account) continue;
    socket.data.caller = { ...caller, seat: { ...caller.seat, role } };
    // Done when it returns, as above.
    void (role === "mentor" ? socket.join(mentorRoom) : socket.leave(mentorRoom));
  }
}

/** Each broadcast is shown to `see` as well. */
export function socketBroadcaster(
  io: ChatServer,
  see: (broadcast: Broadcast) => void,
): Broadcaster {
  const { adapter, sockets } = io.sockets;
  const seen = (name: NoticeName, payload: unknown, receivers: number) =>
    // The signatures of `Broadcaster` have paired name and payload.
    see({ name, payload, receivers } as Broadcast);
  const to = (room: string, name: NoticeName, payload: unknown) => {
    seen(name, payload, adapter.rooms.get(room)?.size ?? 0);
    emitTo(io.to(room), name, payload);
  };
  return {
    toMembers: (name, payload) => to(memberRoom, name, payload),
    toEveryone: (name, payload) => {
      seen(name, payload, sockets.size);
      emitTo(io, name, payload);
    },
    toMentors: (name, payload) => to(mentorRoom, name, payload),
    toAccount: (account, name, payload) => to(accountRoom(account), name, payload),
  };
}

export function socketDoor(io: ChatServer): Door {
  return { hangUp: (account) => io.in(accountRoom(account)).disconnectSockets(true) };
}

/** Tells this one connection. */
export function tellerOf(socket: ChatSocket): Caller["tell"] {
  return (name, payload) => emitTo(socket, name, payload);
}

/** Tells all connections of the session that it ended, and hangs up. */
export function endSession(io: ChatServer, session: string): void {
  const connections = io.to(sessionRoom(session));
  connections.emit("session:ended", {});
  connections.disconnectSockets(true);
}

function sessionRoom(session: string): string {
  return `session ${session}`;
}

function accountRoom(account: AccountId): string {
  return `account ${account}`;
}

function emitTo(target: unknown, name: string, payload: unknown): void {
  // socket.io cannot follow a generic event name; the signatures of `Broadcaster` already did.
  (target as { emit(name: string, payload: unknown): unknown }).emit(name, payload);
}
