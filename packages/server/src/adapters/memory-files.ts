import type { FileId } from "@classchat/core";
import type { FileRecord, FileStore } from "../chat/ports.ts";
import { hasRoomFor, inOrderOfOffers } from "./store-rules.ts";

export function memoryFiles(): FileStore {
  const files = new Map<FileId, FileRecord>();
  const of = (room: string) => [...files.values()].filter((file) => file.room === room);

  return {
    async offer(record, quotas) {
      const others = of(record.room);
      const known = others.find(
        ({ account, draft }) => account === record.account && draft === record.draft,
      );
      if (known) return known;
      if (!hasRoomFor(record, others, quotas)) return undefined;
      files.set(record.id, record);
      return record;
    },

    async find(id) {
      return files.get(id);
    },

    async announce(id, seq) {
      const record = files.get(id);
      if (record) files.set(id, { ...record, seq });
    },

    async list(room) {
      return inOrderOfOffers(of(room));
    },

    async remove(ids) {
      for (const id of ids) files.delete(id);
    },
  };
}
