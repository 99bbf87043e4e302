import type { Message } from "@classchat/core";
import type { Event } from "classchat/state/events";
import { initialState, reduce, type State } from "classchat/state/state";

export const roomId = "abcdefghijkl";

/** A message as a host would have kept it: the texts of a test are told apart by their `seq`. */
export function messageOf(seq: number, text = `line ${seq}`, from = "ben"): Message {
  const id = `00000000-0000-4000-8000-${String(seq).padStart(12, "0")}`;
  return { seq, id, from, role: "student", at: new Date(2026, 0, 5, 9, 0, seq).getTime(), text };
}

export function messagesOf(first: number, last: number): Message[] {
  return Array.from({ length: last - first + 1 }, (_, index) => messageOf(first + index));
}

export function after(...events: Event[]): State {
  return events.reduce(reduce, initialState);
}

export const opened = {
  type: "opened",
  room: roomId,
  name: "physics",
  title: "",
  verified: true,
} as const satisfies Event;

/** Anu enters; what is not said is as on a first visit to an empty room. */
export function entered(given: Partial<Extract<Event, { type: "entered" }>> = {}): Event {
  const messages = given.messages ?? [];
  return {
    type: "entered",
    room: roomId,
    me: { user: "anu", role: "student" },
    card: {
      app: "classchat",
      protocol: 1,
      version: "0.1.0",
      id: roomId,
      name: "physics",
      title: "",
      mentor: "weber",
      online: 1,
    },
    readableAbove: 0,
    lastRead: 0,
    head: messages.at(-1)?.seq ?? 0,
    messages,
    present: [],
    restarted: false,
    clearedSeq: 0,
    deleted: [],
    state: { quiet: null, announcement: null },
    files: { kinds: "text" as const, maxBytes: 5_000_000 },
    muted: null,
    desk: null,
    doubts: [],
    ...given,
  };
}
