import type { Message } from "@classchat/core";

/** Both in order of `seq`, each message once. Cheap where one follows the other, which is nearly always. */
export function merge(known: readonly Message[], received: readonly Message[]): readonly Message[] {
  const [first] = received;
  const last = known.at(-1);
  if (!first) return known;
  // Three times as fast as to spread it, which counts where a hundred thousand were said.
  if (!last || last.seq < first.seq) return known.concat(received);
  const bySeq = new Map([...known, ...received].map((message) => [message.seq, message]));
  return [...bySeq.values()].sort((a, b) => a.seq - b.seq);
}

/** How many messages after that `seq` are of the wanted kind. Costs only as much as it counts. */
export function countAfter(
  messages: readonly Message[],
  seq: number,
  isWanted: (message: Message) => boolean,
): number {
  let count = 0;
  for (let index = messages.length - 1; index >= 0; index--) {
    const message = messages[index];
    if (!message || message.seq <= seq) break;
    if (isWanted(message)) count++;
  }
  return count;
}
