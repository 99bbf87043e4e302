import type { Refusal } from "@classchat/server/chat/ports";
import type { Counters } from "@classchat/server/watch/counters";

/** How many connections were refused, or put out, for that reason. */
export function countedRefusals(counters: Counters, why: Refusal): number {
  return counters.list("refused").find(({ labels }) => labels[0] === why)?.count ?? 0;
}
