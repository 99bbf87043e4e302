import type { Standing, StandingStore } from "../chat/ports.ts";
import { memberKey } from "./store-rules.ts";

export function memoryStandings(): StandingStore {
  const standings = new Map<string, Standing>();

  return {
    async list(room) {
      return [...standings.values()].filter((standing) => standing.room === room);
    },

    async set(standing) {
      const key = memberKey(standing.account, standing.room);
      if (standing.muted || standing.banned) standings.set(key, standing);
      else standings.delete(key);
    },
  };
}
