import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { RoomId } from "@classchat/core";
import * as z from "zod";

const KeptRoom = z.object({
  id: RoomId,
  name: z.string(),
  port: z.int().min(1).max(65_535),
});
export type KeptRoom = z.output<typeof KeptRoom>;

/** The rooms of the host in this data directory, with the ports of last time; also while the host has them. */
export async function keptRooms(data: string): Promise<KeptRoom[]> {
  const text = await readFile(join(data, "host", "rooms.db"), "utf8").catch(() => "");
  const rooms = text.split("\n").flatMap(readRow);
  // A row that changed is written again, and the last one counts.
  return [...new Map(rooms.map((room) => [room.id, room])).values()];
}

/** Nothing of a line that says something else, or was cut off. */
function readRow(line: string): KeptRoom[] {
  try {
    const room = KeptRoom.safeParse(JSON.parse(line));
    return room.success ? [room.data] : [];
  } catch {
    return [];
  }
}
