import { createHash, randomUUID } from "node:crypto";
import { limits, type Message, protocolVersion, transferPath, unwrap } from "@classchat/core";
import type { Host, OpenRoom } from "@classchat/server";
import { io, type Socket } from "socket.io-client";
import type { RawClient } from "./raw-client.ts";
import { roomNamed } from "./world.ts";

export const sha256 = (bytes: Uint8Array) => createHash("sha256").update(bytes).digest("hex");

interface GivenOffer {
  id?: string;
  name?: string;
  size?: number;
}

export function offerOf(bytes: Uint8Array, given: GivenOffer = {}) {
  const name = "notes.txt";
  return { id: randomUUID(), name, size: bytes.length, ...given };
}

/** The answer on a line, or the `ChatError` of a refusal. */
export async function ask(line: Socket, name: string, input: unknown): Promise<unknown> {
  return unwrap(await line.timeout(20_000).emitWithAck(name, input));
}

/** Says that these bytes were all. */
export function finish(line: Socket, bytes: Uint8Array = Buffer.alloc(0)): Promise<unknown> {
  return ask(line, "upload:finish", { sha256: sha256(bytes) });
}

/** Connections for the bytes of files, spoken on without checking anything. */
export class FileLines {
  readonly #lines: Socket[] = [];

  /** Rejects with the code that the line is refused with. */
  readonly lineTo = (of: Host, ticket: string, roomName = "physics"): Promise<Socket> =>
    this.open(roomNamed(of, roomName), ticket);

  open({ id, port }: Pick<OpenRoom, "id" | "port">, ticket: string): Promise<Socket> {
    const line = io(`https://127.0.0.1:${port}`, {
      path: transferPath,
      auth: { protocol: protocolVersion, room: id, ticket },
      transports: ["websocket"],
      rejectUnauthorized: false,
      reconnection: false,
      forceNew: true,
    });
    this.#lines.push(line);
    return new Promise((resolve, reject) => {
      line.once("connect", () => resolve(line));
      line.once("connect_error", reject);
    });
  }

  readonly handIn = async (
    of: Host,
    who: RawClient,
    bytes: Uint8Array,
    given: GivenOffer = {},
    told = bytes,
  ): Promise<Message> => {
    const { ticket, received } = await who.request("file:offer", offerOf(bytes, given));
    const line = await this.lineTo(of, ticket);
    const { chunkBytes } = limits.transfer;
    for (let offset = received; offset < bytes.length; offset += chunkBytes) {
      const piece = bytes.subarray(offset, offset + chunkBytes);
      await ask(line, "upload:chunk", { offset, bytes: piece });
    }
    const message = await finish(line, told);
    line.disconnect();
    return message as Message;
  };

  readonly fetch = async (of: Host, who: RawClient, file: string, offset = 0): Promise<Buffer> => {
    const { ticket } = await who.request("file:fetch", { file });
    const line = await this.lineTo(of, ticket);
    const pieces: Uint8Array[] = [];
    const ended = new Promise<void>((resolve, reject) => {
      line.on("download:chunk", (piece: { bytes: Uint8Array }, taken: () => void) => {
        pieces.push(piece.bytes);
        taken();
      });
      line.on("download:end", (_: unknown, taken: () => void) => {
        taken();
        resolve();
      });
      line.on("disconnect", () => reject(new Error("The line broke.")));
    });
    await ask(line, "download:start", { offset });
    await ended;
    line.disconnect();
    return Buffer.concat(pieces);
  };

  close(): void {
    for (const line of this.#lines.splice(0)) line.disconnect();
  }
}
