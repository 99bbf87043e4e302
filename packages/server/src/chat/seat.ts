import type { Member } from "@classchat/core";
import type { AccountId } from "./ports.ts";

/** An account that was let into the room: who it is to others, and from where on it may read. */
export interface Seat extends Member {
  account: AccountId;
  readableAbove: number;
}
