import { rememberedAddresses } from "./client/known-hosts.ts";
import { chooseRoom, describeRoom, type RoomChoice } from "./client/room-choice.ts";
import { type ListedRoom, listRooms } from "./client/rooms.ts";
import { Controller } from "./controller.ts";
import type { FlagValues } from "./input/command-line.ts";
import type { Client } from "./plain/client.ts";
import { CommandFailure } from "./plain/failure.ts";
import { rememberedSignIn } from "./plain/seat.ts";
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
  const controller = new Controller({
    model,
    client,
    choose: (reference) =>
      chooseRoom({ reference, pick: (rooms) => refuse(rooms, client) }, client),
    signInAt: (room) => rememberedSignIn(room, flags.as, client).catch(asNobody),
    ...(registerOwner ? { registerOwner } : {}),
  });
  const stopLooking = await lookForRooms(model, client);
  try {
    for (const choice of choices) await controller.open(choice);
    onReady?.(model);
    await runScreen({ model, actions: controller });
    return 0;
  } finally {
    stopLooking();
    await controller.close();
  }
}

/** Keeps the list of rooms as it is on the network, until the returned function is called. */
async function lookForRooms(model: Model, client: Client): Promise<() => void> {
  const finder = client.lan.find(rememberedAddresses(await client.knownHosts.list()));
  const show = async () => {
    const rooms = listRooms(finder.rooms(), await client.knownHosts.list());
    const isOpen = ({ id }: ListedRoom) => model.get().tabs.some(({ room }) => room === id);
    model.dispatch({
      type: "found",
      rooms: rooms.map((room) => ({ ...room, joined: isOpen(room) })),
    });
  };
  finder.onChange(() => void show());
  await show();
  return () => finder.close();
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
