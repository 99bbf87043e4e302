import { limits } from "@classchat/core";

export interface HealthSources {
  /** Nothing where the disk did not say. */
  freeBytes: number | undefined;
  rooms: readonly { room: string; isListening: boolean }[];
  disk: { trouble: string | undefined };
  loop: { trouble: string | undefined };
}

/** What keeps the host from its work, in one line; undefined where all is well. */
export function healthTrouble({ freeBytes, rooms, disk, loop }: HealthSources): string | undefined {
  const closed = rooms.filter(({ isListening }) => !isListening);
  if (closed.length > 0) return `not listening: ${closed.map(({ room }) => room).join(", ")}`;
  if (freeBytes === undefined) return "the disk does not say how much room it has";
  if (freeBytes < limits.file.freeBytesForMessages) return "the disk is full";
  return disk.trouble ?? loop.trouble;
}
