import { randomUUID } from "node:crypto";
import type { Unnumbered } from "@classchat/server/chat/ports";

/** Something that `author` said, as the store is given it. */
export function said(text: string, change: Partial<Unnumbered> = {}): Unnumbered {
  const draft = { id: randomUUID(), text, at: 1_767_603_600_000 };
  return { ...draft, author: "account-anu", from: "anu", role: "student", ...change };
}
