import { once } from "node:events";
import type { Duplex } from "node:stream";

const piece = Buffer.alloc(256 * 1024, "the quick brown fox\n");

/** Writes so many bytes as fast as they are taken. */
export async function pour(to: Duplex, bytes: number): Promise<void> {
  for (let left = bytes; left > 0; left -= piece.length) {
    if (!to.write(piece.subarray(0, left))) await once(to, "drain");
  }
}

/** Reads so many bytes and forgets them. */
export function swallow(from: Duplex, bytes: number): Promise<void> {
  let left = bytes;
  return new Promise((resolve) => {
    from.on("data", (data: Buffer) => {
      left -= data.length;
      if (left <= 0) resolve();
    });
  });
}
