import { createHash } from "node:crypto";
import { ChatError } from "@classchat/core";
import type { BlobName, Blobs } from "../chat/ports.ts";

/** Keeps the bytes until the process ends: for tests. */
export function memoryBlobs(): Blobs {
  const parts = new Map<string, Buffer>();
  const whole = new Map<string, Buffer>();
  const key = ({ room, file }: BlobName) => `${room} ${file}`;

  return {
    async write(name, see) {
      const id = key(name);
      let bytes = parts.get(id) ?? whole.get(id) ?? Buffer.alloc(0);
      whole.delete(id);
      parts.set(id, bytes);
      see(bytes);
      return {
        get size() {
          return bytes.length;
        },
        async add(piece) {
          bytes = Buffer.concat([bytes, piece]);
          parts.set(id, bytes);
          see(piece);
        },
        sha256: () => createHash("sha256").update(bytes).digest("hex"),
        async keep() {
          parts.delete(id);
          whole.set(id, bytes);
        },
        async close() {},
      };
    },

    async read(name) {
      const bytes = whole.get(key(name));
      if (!bytes) throw new ChatError("file-not-found");
      return {
        size: bytes.length,
        read: async (offset, into) => bytes.subarray(offset, offset + into.length),
        async close() {},
      };
    },

    async remove(name) {
      parts.delete(key(name));
      whole.delete(key(name));
    },

    async list(room) {
      const keys = [...parts.keys(), ...whole.keys()].map((id) => id.split(" "));
      return keys.flatMap(([of, file]) => (of === room && file ? [file] : []));
    },

    async size(name) {
      return (parts.get(key(name)) ?? whole.get(key(name)))?.length ?? 0;
    },

    async freeBytes() {
      return Number.MAX_SAFE_INTEGER;
    },
  };
}
