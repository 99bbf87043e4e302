import type {
  AccountStore,
  ChallengeStore,
  MentorCodeStore,
  SessionStore,
} from "./ports/accounts.ts";
import type { FileStore } from "./ports/files.ts";
import type { MessageStore } from "./ports/messages.ts";
import type { DoubtStore, MemberStore, RoomStore, StandingStore } from "./ports/rooms.ts";

export * from "./ports/accounts.ts";
export * from "./ports/connections.ts";
export * from "./ports/files.ts";
export * from "./ports/messages.ts";
export * from "./ports/rooms.ts";
export * from "./ports/watch.ts";
export * from "./ports/world.ts";

// What the chat needs from the world. Each interface has one adapter for production under `adapters/` and
// one for tests; the chat itself never learns which of them it was given.
//
// A method is a whole step. Nobody reads, decides and writes back: between the two, another request, or
// another server of a campus, could have changed what was read. What resolves is durable: it outlives a
// kill -9 and a power cut. What rejects has changed nothing. A full disk rejects with `ChatError("disk-full")`.

export interface Store {
  accounts: AccountStore;
  sessions: SessionStore;
  mentorCodes: MentorCodeStore;
  challenges: ChallengeStore;
  rooms: RoomStore;
  standings: StandingStore;
  doubts: DoubtStore;
  members: MemberStore;
  messages: MessageStore;
  files: FileStore;
  close(): Promise<void>;
}
