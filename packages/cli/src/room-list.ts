import { ChatError } from "@classchat/core";
import { rememberedAddresses } from "./client/known-hosts.ts";
import type { RoomFinder } from "./client/lan.ts";
import type { RoomChoice } from "./client/room-choice.ts";
import { type ListedRoom, listRooms } from "./client/rooms.ts";
import type { Client } from "./plain/client.ts";
import type { Model } from "./state/model.ts";
import { putOut } from "./state/room-view.ts";

/** The rooms on the network, shown as they come and go. */
export class RoomList {
  readonly #model: Model;
  readonly #client: Client;
  readonly #finder: RoomFinder;
  #rooms: readonly ListedRoom[] = [];

  private constructor(model: Model, client: Client, finder: RoomFinder) {
    this.#model = model;
    this.#client = client;
    this.#finder = finder;
  }

  static async open(model: Model, client: Client): Promise<RoomList> {
    const remembered = rememberedAddresses(await client.knownHosts.list());
    const list = new RoomList(model, client, client.lan.find(remembered));
    list.#finder.onChange(() => void list.#show());
    await list.#show();
    return list;
  }

  /** The room with that id. It was found already, so nobody needs to wait. */
  choose(id: string): RoomChoice | undefined {
    const room = this.#rooms.find((room) => room.id === id);
    if (room?.trust === "changed") throw new ChatError("key-changed");
    return room && { room, isVerified: false };
  }

  close(): void {
    this.#finder.close();
  }

  async #show(): Promise<void> {
    this.#rooms = listRooms(this.#finder.rooms(), await this.#client.knownHosts.list());
    const { tabs } = this.#model.get();
    const inside = new Set(tabs.filter((view) => !putOut(view)).map(({ room }) => room));
    const rooms = this.#rooms.map((room) => ({ ...room, joined: inside.has(room.id) }));
    this.#model.dispatch({ type: "found", rooms });
  }
}
