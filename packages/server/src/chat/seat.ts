import type { Member } from "@classchat/core";
import type { AccountId } from "./ports.ts";

/** An account that was let into the room: who it is to others, and the last `seq` before it first came. */
export interface Seat extends Member {
  account: AccountId;
  firstSeq: number;
}
