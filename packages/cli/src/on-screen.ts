import { ChatError } from "@classchat/core";
import { rememberedAddresses } from "./client/known-hosts.ts";
import type { RoomFinder } from "./client/lan.ts";
import { chooseRoom, describeRoom, type RoomChoice } from "./client/room-choice.ts";
import { type ListedRoom, listRooms } from "./client/rooms.ts";
import { Controller } from "./controller.ts";
import type { FlagValues } from "./input/command-line.ts";
import type { Client } from "./plain/client.ts";
import { CommandFailure } from "./plain/failure.ts";
import { rememberedSignIn } from "./plain/seat.ts";
import { Seats } from "./seats.ts";
import { Model } from "./state/model.ts";
import { runScreen } from "./ui/screen.tsx";

interface ScreenOptions {
  client: Client;
  flags: FlagValues;
  /** The rooms that are open from the beginning; without any, the list is in front. */
  choices: readonly RoomChoice[];
  registerOwner?: ControllerParts["registerOwner"];
  /** Called when the rooms are open, before anything is drawn. */
  onReady?: (model: Model) => void;
}

type ControllerParts = ConstructorParameters<typeof Controller>[0];

/** Shows the full screen until the user leaves. */
export async function showScreen(options: ScreenOptions): Promise<number> {
  const { client, flags, choices, registerOwner, onReady } = options;
  const model = new Model();
  const list = await RoomList.open(model, client);
  const signInAt = (room: ListedRoom) => rememberedSignIn(room, flags.as, client).catch(asNobody);
  const seats = new Seats({ model, client, signInAt });
  const choose = async (reference: string) =>
    list.choose(reference) ??
    chooseRoom({ reference, pick: (rooms) => refuse(rooms, client) }, client);
  try {
    for (const choice of choices) await seats.open(choice);
    onReady?.(model);
    await runScreen({ model, actions: new Controller({ model, seats, choose, registerOwner }) });
    return 0;
  } finally {
    list.close();
    await seats.close();
  }
}

/** The rooms on the network, shown as they come and go. */
class RoomList {
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
    const isOpen = ({ id }: ListedRoom) => tabs.some(({ room }) => room === id);
    const rooms = this.#rooms.map((room) => ({ ...room, joined: isOpen(room) }));
    this.#model.dispatch({ type: "found", rooms });
  }
}

/** Where several are signed in and none was named, the form asks. */
function asNobody(error: unknown): undefined {
  if (!(error instanceof CommandFailure)) throw error;
}

/** On the screen there is a list to choose from. */
async function refuse(rooms: readonly ListedRoom[], { lan }: Client): Promise<never> {
  const lines = await Promise.all(rooms.map((room) => describeRoom(room, lan)));
  throw new CommandFailure(`Several rooms have that name: join by address. ${lines.join("; ")}`);
}
