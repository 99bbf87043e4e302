import type { Server as HttpsServer } from "node:https";
import {
  ChatError,
  type Clock,
  check,
  limits,
  TransferHandshake,
  transferPath,
} from "@classchat/core";
import { Server } from "socket.io";
import type { Files, TransferRight } from "../chat/files.ts";
import type { AccountId, Counts, Logger } from "../chat/ports.ts";
import type { Roles } from "../chat/roles.ts";
import { connectionOf, hangUp } from "./engine-connection.ts";
import { cutGoodbyesShort } from "./goodbye.ts";
import { guardPackets } from "./packet-gate.ts";
import { limitPackets } from "./packet-rate.ts";
import { asChatError } from "./requests.ts";
import { serveDownload } from "./transfer-download.ts";
import { TransferLine, type TransferServer, type TransferSocket } from "./transfer-line.ts";
import { TransferPace } from "./transfer-pace.ts";
import { serveUpload } from "./transfer-upload.ts";

export interface TransfersParts {
  files: Files;
  roles: Pick<Roles, "current">;
  room: string;
  clock: Clock;
  logger: Logger;
  counts: Counts;
  /** Whether people talk now. */
  isTalking: () => boolean;
}

/**
 * The second door of a room: connections that carry the bytes of one file each. They have a server of their own
 * beside the chat's, for their packets are larger, and end with the session that they belong to.
 */
export class Transfers {
  readonly #parts: TransfersParts;
  readonly #io: TransferServer;
  /** Connections that were let in, and whose they are. */
  readonly #accounts = new Map<object, AccountId>();
  readonly #pace: TransferPace;
  #downloads = 0;

  constructor(https: HttpsServer, parts: TransfersParts) {
    this.#parts = parts;
    this.#pace = new TransferPace(parts);
    this.#io = createTransferServer(https);
    limitPackets(this.#io, { packets: limits.transfer.packetRate }, parts);
    guardPackets(this.#io, { attachments: 1, counts: parts.counts });
    cutGoodbyesShort(this.#io, parts.clock);
    this.#io.use((socket, next) => this.#letIn(socket, next));
    this.#io.on("connection", (socket) => this.#serve(socket));
  }

  /** How many go on now. */
  get figures(): { uploads: number; downloads: number } {
    return { uploads: this.#accounts.size - this.#downloads, downloads: this.#downloads };
  }

  endSession(session: string): void {
    this.#end((right) => right.session === session);
  }

  /** Hangs up on somebody who was put out of the room. */
  endAccount(account: AccountId): void {
    this.#end((right) => right.seat.account === account);
  }

  async close(): Promise<void> {
    this.#end(() => true);
    await this.#parts.files.close();
  }

  #end(isMeant: (right: TransferRight) => boolean): void {
    this.#parts.files.revoke(isMeant);
    for (const socket of this.#io.sockets.sockets.values()) {
      if (isMeant(socket.data.right as TransferRight)) hangUp(connectionOf(socket));
    }
  }

  #letIn(socket: TransferSocket, next: (error?: Error) => void): void {
    try {
      const { room, ticket } = check(TransferHandshake, socket.handshake.auth);
      if (room !== this.#parts.room) throw new ChatError("other-room");
      const right = this.#parts.files.spend(ticket);
      this.#requireFew(right.seat.account);
      this.#note(socket, right.seat.account);
      socket.data.right = right;
      next();
    } catch (error) {
      next(new Error(asChatError(error, "a transfer's handshake", this.#parts.logger).code));
    }
  }

  #note({ conn }: TransferSocket, account: AccountId): void {
    this.#accounts.set(conn, account);
    conn.once("close", () => this.#accounts.delete(conn));
  }

  #requireFew(account: AccountId): void {
    const theirs = [...this.#accounts.values()].filter((other) => other === account);
    if (theirs.length >= limits.transfer.connectionsPerAccount) throw new ChatError("slow-down");
  }

  #serve(socket: TransferSocket): void {
    const { files, clock, logger, counts } = this.#parts;
    const right = socket.data.right as TransferRight;
    const line = new TransferLine(socket, { clock, logger });
    const seat = () => ({ ...right.seat, role: this.#parts.roles.current(right.seat) });
    const parts = { files, file: right.file, seat, pace: this.#pace, counts };
    if (right.type === "upload") {
      serveUpload(line, parts);
    } else {
      this.#downloads += 1;
      line.onEnd(() => {
        this.#downloads -= 1;
      });
      serveDownload(line, { ...parts, window: () => this.#window() });
    }
  }

  /** A class that fetches the same file at once shall not fill the host's memory with it. */
  #window(): number {
    const { window, sharedWindow } = limits.transfer;
    return Math.min(window, Math.max(1, Math.floor(sharedWindow / this.#downloads)));
  }
}

function createTransferServer(https: HttpsServer): TransferServer {
  return new Server(https, {
    path: transferPath,
    transports: ["websocket"],
    allowUpgrades: false,
    serveClient: false,
    destroyUpgrade: false,
    maxHttpBufferSize: limits.transfer.chunkBytes + 4 * 1024,
    connectTimeout: limits.connectTimeoutMs,
    pingInterval: limits.pingIntervalMs,
    // A ping waits behind the pieces that were sent before it, and on a bad network that takes its time.
    pingTimeout: limits.transfer.timeoutMs,
    perMessageDeflate: false,
    allowRequest: (request, allow) => allow(null, request.headers.origin === undefined),
  });
}
