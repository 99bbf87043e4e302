export interface HealthSources {
  rooms: readonly { room: string; isListening: boolean }[];
  disk: { trouble: string | undefined };
  loop: { trouble: string | undefined };
}

/** What keeps the host from its work, in one line; undefined where all is well. */
export function healthTrouble({ rooms, disk, loop }: HealthSources): string | undefined {
  const closed = rooms.filter(({ isListening }) => !isListening);
  if (closed.length > 0) return `not listening: ${closed.map(({ room }) => room).join(", ")}`;
  return disk.trouble ?? loop.trouble;
}
