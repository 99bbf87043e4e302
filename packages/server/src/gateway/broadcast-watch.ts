import type { NoticeName, NoticePayload } from "@classchat/core";
import type { Counts, News } from "../chat/ports.ts";

/** One notice that went to several connections at once. */
export type Broadcast = {
  [N in NoticeName]: { name: N; payload: NoticePayload<N>; receivers: number };
}[NoticeName];

interface BroadcastWatchParts {
  room: string;
  counts: Counts;
  onNews?: ((news: News) => void) | undefined;
}

/** Counts what is told to the room, and passes on who came and who left. */
export function watchBroadcasts(parts: BroadcastWatchParts): (broadcast: Broadcast) => void {
  const { room, counts } = parts;
  return ({ name, payload, receivers }) => {
    counts.add("notices", [name]);
    counts.add("deliveries", [name], receivers);
    if (name === "message:new") counts.add("messages", [room], payload.messages.length);
    if (name === "presence:changed") tellPresence(payload, parts);
  };
}

function tellPresence(
  { joined, left }: NoticePayload<"presence:changed">,
  { room, onNews }: BroadcastWatchParts,
): void {
  for (const { user, role } of joined) onNews?.({ type: "joined", room, user, role });
  for (const user of left) onNews?.({ type: "left", room, user });
}
