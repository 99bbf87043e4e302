import type { Message } from "@classchat/core";

// A page is a bounded range of numbers: NeDB would sort all of a segment for "the last hundred".

/** The numbers between the two. */
export interface Bounds {
  above: number;
  below: number;
}

/** The messages that have them, in order. */
export type Between = (bounds: Bounds) => Promise<Message[]>;

export interface Range extends Bounds {
  limit: number;
}

/** The first of them. */
export function oldest(between: Between, { above, below, limit }: Range): Promise<Message[]> {
  return widen(limit, async (reach) => {
    const end = Math.min(below, above + reach + 1);
    const messages = await between({ above, below: end });
    return { messages: messages.slice(0, limit), isAll: end === below };
  });
}

/** The last of them. */
export function newest(between: Between, { above, below, limit }: Range): Promise<Message[]> {
  return widen(limit, async (reach) => {
    const start = Math.max(above, below - 1 - reach);
    const messages = await between({ above: start, below });
    return { messages: messages.slice(-limit), isAll: start === above };
  });
}

// Numbers are missing where messages were removed, so a range as long as the limit may give fewer.
async function widen(
  limit: number,
  look: (reach: number) => Promise<{ messages: Message[]; isAll: boolean }>,
): Promise<Message[]> {
  for (let reach = limit; ; reach *= 2) {
    const { messages, isAll } = await look(reach);
    if (isAll || messages.length === limit) return messages;
  }
}
