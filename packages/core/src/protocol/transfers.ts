import * as z from "zod";
import { limits } from "../limits.ts";
import { Message, RoomId, Sha256, Token } from "../model.ts";
import { protocolVersion } from "./version.ts";

// The second connection of a session, on a path of its own: it carries the bytes of one file, one way. Each
// piece is acknowledged, and only so many are on their way, so that neither side gathers what the other has
// not taken.

/** Where transfers connect to, beside the chat's own path. */
export const transferPath = "/files";

/** A ticket opens one transfer: of one account, in one room, of one file, one way. */
export const TransferHandshake = z.object({
  protocol: z.literal(protocolVersion),
  room: RoomId,
  ticket: Token,
});
export type TransferHandshake = z.output<typeof TransferHandshake>;

const Bytes = z.custom<Uint8Array>(
  (bytes) => bytes instanceof Uint8Array && bytes.length <= limits.transfer.chunkBytes,
);

/** What a client asks on it. Access is what its ticket says. */
export const transferRequests = {
  /**
   * The bytes from that offset on; they must follow what the host has, and only the last are few. Acknowledged
   * when written.
   */
  "upload:chunk": {
    ticket: "upload",
    input: z.object({ offset: z.int().nonnegative(), bytes: Bytes }),
    output: z.object({ received: z.int().nonnegative() }),
  },
  /** All was sent: the host compares its hash with that of what was sent, keeps the file and announces it. */
  "upload:finish": { ticket: "upload", input: z.object({ sha256: Sha256 }), output: Message },
  /** Lets the host send what lies behind that offset. */
  "download:start": {
    ticket: "download",
    input: z.object({ offset: z.int().nonnegative() }),
    output: z.object({}),
  },
} as const;

/** What the host sends on it; each is acknowledged, a piece when it is written. */
export const transferNotices = {
  "download:chunk": { payload: z.object({ offset: z.int().nonnegative(), bytes: Bytes }) },
  "download:end": { payload: z.object({}) },
} as const;

export type TransferRequestName = keyof typeof transferRequests;
export type TransferInput<N extends TransferRequestName> = z.output<
  (typeof transferRequests)[N]["input"]
>;
export type TransferOutput<N extends TransferRequestName> = z.output<
  (typeof transferRequests)[N]["output"]
>;
