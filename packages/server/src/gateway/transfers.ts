import type { Server as HttpsServer } from "node:https";
import {
  accepted,
  ChatError,
  check,
  limits,
  refused,
  TransferHandshake,
  type TransferRequestName,
  transferPath,
  transferRequests,
} from "@classchat/core";
import { Server, type Socket } from "socket.io";
import type { Files, TransferRight } from "../chat/files.ts";
import type { AccountId, BlobReader, Logger } from "../chat/ports.ts";
import { asChatError } from "./requests.ts";

export interface TransfersParts {
  files: Files;
  room: string;
  logger: Logger;
}

interface TransferData {
  right: TransferRight;
}

type TransferServer = Server<TransferRequests, TransferNotices, never, TransferData>;
type TransferSocket = Socket<TransferRequests, TransferNotices, never, TransferData>;
type Listener = (input: unknown, reply?: unknown) => void;
type TransferRequests = Record<TransferRequestName, Listener>;
interface TransferNotices {
  "download:chunk"(piece: { offset: number; bytes: Uint8Array }, taken: () => void): void;
  "download:end"(nothing: object, taken: () => void): void;
}

/**
 * The second door of a room: connections that carry the bytes of one file each. They have a server of their own
 * beside the chat's, for their packets are larger, and end with the session that they belong to.
 */
export class Transfers {
  readonly #parts: TransfersParts;
  readonly #io: TransferServer;

  constructor(https: HttpsServer, parts: TransfersParts) {
    this.#parts = parts;
    this.#io = createTransferServer(https);
    this.#io.use((socket, next) => this.#letIn(socket, next));
    this.#io.on("connection", (socket) => this.#serve(socket));
  }

  endSession(session: string): void {
    this.#io.in(`session ${session}`).disconnectSockets(true);
  }

  /** Hangs up on somebody who was put out of the room. */
  endAccount(account: AccountId): void {
    this.#io.in(`account ${account}`).disconnectSockets(true);
  }

  async close(): Promise<void> {
    this.#io.disconnectSockets(true);
    await this.#parts.files.close();
  }

  #letIn(socket: TransferSocket, next: (error?: Error) => void): void {
    try {
      const { room, ticket } = check(TransferHandshake, socket.handshake.auth);
      if (room !== this.#parts.room) throw new ChatError("other-room");
      socket.data.right = this.#parts.files.spend(ticket);
      next();
    } catch (error) {
      next(new Error(asChatError(error, "a transfer's handshake", this.#parts.logger).code));
    }
  }

  #serve(socket: TransferSocket): void {
    const { right } = socket.data as TransferData;
    void socket.join([`session ${right.session}`, `account ${right.seat.account}`]);
    if (right.type === "upload") this.#takeUpload(socket, right);
    else this.#giveDownload(socket, right);
  }

  #takeUpload(socket: TransferSocket, { seat, file }: TransferRight): void {
    const { files } = this.#parts;
    const opening = files.upload(file);
    // Each request waits for it, and tells what went wrong.
    opening.catch(() => {});
    socket.once("disconnect", () => void opening.then((upload) => files.pause(upload), ignore));
    this.#answer(socket, "upload:chunk", async (raw) => {
      const piece = check(transferRequests["upload:chunk"].input, raw);
      return { received: await (await opening).add(piece) };
    });
    this.#answer(socket, "upload:finish", async () => files.finish(seat, await opening));
  }

  #giveDownload(socket: TransferSocket, { seat, file }: TransferRight): void {
    let isStarted = false;
    this.#answer(socket, "download:start", async (raw) => {
      const { offset } = check(transferRequests["download:start"].input, raw);
      if (isStarted) throw new ChatError("bad-input");
      isStarted = true;
      const reader = await this.#parts.files.download(seat, file);
      void sendAll(socket, reader, offset).catch(() => socket.disconnect(true));
      return {};
    });
  }

  #answer(
    socket: TransferSocket,
    name: TransferRequestName,
    handle: (raw: unknown) => Promise<unknown>,
  ): void {
    const listener: Listener = async (raw, reply) => {
      const result = await handle(raw).then(accepted, (error: unknown) =>
        refused(asChatError(error, name, this.#parts.logger)),
      );
      if (typeof reply === "function") reply(result);
    };
    socket.on(name, listener);
  }
}

/** Sends pieces ahead of what is acknowledged, but only so many; ends where the connection does. */
async function sendAll(socket: TransferSocket, reader: BlobReader, from: number): Promise<void> {
  const underWay = new Set<Promise<void>>();
  try {
    for (let offset = from; offset < reader.size && socket.connected; ) {
      const bytes = await reader.read(offset, limits.transfer.chunkBytes);
      const taken = sendPiece(socket, { offset, bytes }).finally(() => underWay.delete(taken));
      underWay.add(taken);
      taken.catch(() => {});
      offset += bytes.length;
      if (underWay.size >= limits.transfer.window) await Promise.race(underWay);
    }
    await Promise.all(underWay);
    await socket.timeout(limits.transfer.timeoutMs).emitWithAck("download:end", {});
  } finally {
    await reader.close();
  }
}

async function sendPiece(
  socket: TransferSocket,
  piece: { offset: number; bytes: Uint8Array },
): Promise<void> {
  await socket.timeout(limits.transfer.timeoutMs).emitWithAck("download:chunk", piece);
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
    pingTimeout: limits.pingTimeoutMs,
    perMessageDeflate: false,
    allowRequest: (request, allow) => allow(null, request.headers.origin === undefined),
  });
}

function ignore(): void {}
