import type { RoomId } from "@classchat/core";
import type { DoubtStore, KeptDoubt } from "../chat/ports.ts";

export function memoryDoubts(): DoubtStore {
  const rooms = new Map<RoomId, readonly KeptDoubt[]>();
  const linesOf = (room: RoomId) => rooms.get(room) ?? [];

  return {
    async add(room, line, keep) {
      const known = linesOf(room).find(
        ({ author, id }) => author === line.author && id === line.id,
      );
      if (known) return { kept: known, isNew: false };
      rooms.set(room, [...linesOf(room), line].slice(-keep));
      return { kept: line, isNew: true };
    },

    async list(room, { account, limit }) {
      const isMeant = (line: KeptDoubt) => account === undefined || line.account === account;
      return linesOf(room).filter(isMeant).slice(-limit);
    },

    async clear(room, upToAt) {
      rooms.set(
        room,
        linesOf(room).filter(({ at }) => at > upToAt),
      );
    },
  };
}
