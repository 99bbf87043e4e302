import { join } from "node:path";
import { RoomId } from "@classchat/core";
import * as z from "zod";
import { JsonFile } from "./json-file.ts";

const Bell = z.enum(["off", "mention", "all"]);
const Kept = z.object({ rooms: z.array(z.object({ room: RoomId, bell: Bell })) });

type Bell = z.output<typeof Bell>;

/** For what each room rings, as far as somebody said so. */
export class Bells {
  readonly #file: JsonFile<z.output<typeof Kept>>;

  constructor(folder: string, onDamaged: (keptAs: string) => void) {
    const path = join(folder, "bells.json");
    this.#file = new JsonFile({ path, schema: Kept, empty: { rooms: [] }, onDamaged });
  }

  async all(): Promise<readonly { room: RoomId; bell: Bell }[]> {
    return (await this.#file.read()).rooms;
  }

  async keep(room: RoomId, bell: Bell): Promise<void> {
    await this.#file.update(({ rooms }) => ({
      rooms: [...rooms.filter((other) => other.room !== room), { room, bell }],
    }));
  }
}
