import type { Message } from "@classchat/core";
import type { Unnumbered } from "../chat/ports.ts";

interface Batch {
  batch: readonly Unnumbered[];
  /** What the log has of it already, by key; undefined for what was removed from it. */
  kept: ReadonlyMap<string, Message | undefined>;
  /** The last `seq` that was given out. */
  head: number;
}

export interface Numbered {
  draft: Unnumbered;
  message: Message;
}

/** A client's id is only its own: another author may use the same one. */
export function draftKey({ author, id }: Pick<Unnumbered, "author" | "id">): string {
  return `${author} ${id}`;
}

/**
 * Gives each draft its message: the one already kept, also earlier in the batch, or the next `seq`; none if it
 * was removed.
 */
export function numberBatch({ batch, kept, head }: Batch) {
  const byKey = new Map(kept);
  const fresh: Numbered[] = [];

  const messageOf = (draft: Unnumbered): Message | undefined => {
    const key = draftKey(draft);
    if (byKey.has(key)) return byKey.get(key);
    const message = toMessage(draft, head + fresh.length + 1);
    byKey.set(key, message);
    fresh.push({ draft, message });
    return message;
  };

  return { messages: batch.map(messageOf), fresh };
}

function toMessage({ author, ...draft }: Unnumbered, seq: number): Message {
  return { seq, ...draft };
}
