import { ChatError, type Message } from "@classchat/core";
import { inOrder } from "./arrivals.ts";
import type { RoomSession } from "./session.ts";

/**
 * All that this account may read up to that `seq`, or to the newest of now: page by page, the oldest first.
 * Throws where the connection or the log does not last so long.
 */
export async function* allMessages(
  session: Pick<RoomSession, "request">,
  upTo?: number,
): AsyncGenerator<readonly Message[]> {
  let last = upTo;
  let epoch: string | undefined;
  for (let after = 0; last === undefined || after < last; ) {
    const page = await session.request("message:after", { after });
    epoch ??= page.epoch;
    if (page.epoch !== epoch) throw new ChatError("internal");
    last ??= page.head;
    const end = last;
    const messages = inOrder(page.messages, after);
    yield messages.filter(({ seq }) => seq <= end);
    // Only an empty page proves that there is nothing more.
    after = messages.at(-1)?.seq ?? end;
  }
}
