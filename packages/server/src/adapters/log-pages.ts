import type { Message } from "@classchat/core";
import { type LogRows, messagesBetween } from "./log-rows.ts";

// A page is a bounded range of the indexed numbers: NeDB would sort all of a log for "the last hundred".

export function pageAfter(
  log: LogRows,
  head: number,
  { after, limit }: { after: number; limit: number },
): Promise<Message[]> {
  return log.read((rows) =>
    widen(limit, async (reach) => {
      const messages = await messagesBetween(rows, { above: after, below: after + reach + 1 });
      const isAll = after + reach >= head;
      return { messages: messages.slice(0, limit), isAll };
    }),
  );
}

export function pageBefore(
  log: LogRows,
  head: number,
  range: { after: number; before: number; limit: number },
): Promise<Message[]> {
  const below = Math.min(range.before, head + 1);
  return log.read((rows) =>
    widen(range.limit, async (reach) => {
      const above = Math.max(range.after, below - 1 - reach);
      const messages = await messagesBetween(rows, { above, below });
      return { messages: messages.slice(-range.limit), isAll: above === range.after };
    }),
  );
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
