import { Bells } from "./client/bells.ts";
import { KeptTexts } from "./client/kept-texts.ts";
import { chooseRoom, describeRoom, type RoomChoice } from "./client/room-choice.ts";
import type { ListedRoom } from "./client/rooms.ts";
import { Controller } from "./controller.ts";
import { downloadsFolder } from "./downloads-folder.ts";
import { exitSummary } from "./exit-summary.ts";
import type { FlagValues } from "./input/command-line.ts";
import type { ThemeName } from "./input/theme-names.ts";
import { KeptFields } from "./kept-fields.ts";
import { KeptTheme } from "./kept-theme.ts";
import { type Client, interfaceTrouble } from "./plain/client.ts";
import { CommandFailure } from "./plain/failure.ts";
import { printLine, tell } from "./plain/output.ts";
import { rememberedSignIn } from "./plain/seat.ts";
import { RoomList } from "./room-list.ts";
import { Seats } from "./seats.ts";
import { Model } from "./state/model.ts";
import { hasUnknownOrderer } from "./ui/orderer.ts";
import { runScreen } from "./ui/screen.tsx";
import { words } from "./words/words.ts";

interface ScreenOptions {
  client: Client;
  flags: FlagValues;
  /** The rooms that are open from the beginning; without any, the list is in front. */
  choices: readonly RoomChoice[];
  registerOwner?: ControllerParts["registerOwner"];
  /** Called when the rooms are open, before anything is drawn. */
  onReady?: (model: Model) => void;
  /** Whether the screen stays where an error was caught by nobody: the rooms of a host do. */
  outlivesErrors?: boolean;
}

type ControllerParts = ConstructorParameters<typeof Controller>[0];

/** Shows the full screen until the user leaves. */
export async function showScreen(options: ScreenOptions): Promise<number> {
  const { client, flags, choices, registerOwner, onReady, outlivesErrors = false } = options;
  const model = new Model();
  const theme = new KeptTheme(client.folder, tell);
  model.dispatch({ type: "themed", theme: await theme.choose(flags.theme) });
  if (hasUnknownOrderer(process)) tell(words.order.noSuchOrder);
  const list = await RoomList.open(model, client);
  const signInAt = (room: ListedRoom) => rememberedSignIn(room, flags.as, client).catch(asNobody);
  const bells = new Bells(client.folder, (keptAs) => tell(words.files.damaged(keptAs)));
  const seats = new Seats({ model, client, signInAt });
  const choose = async (reference: string) =>
    list.choose(reference) ??
    chooseRoom({ reference, pick: (rooms) => refuse(rooms, client) }, client);
  const transcripts = () => downloadsFolder(client.data);
  const fields = new KeptFields({ model, texts: new KeptTexts(client.folder) });
  const keepTheme = (name: ThemeName) => theme.keep(name);
  try {
    for (const kept of await bells.all()) model.dispatch({ type: "bellSet", ...kept });
    for (const choice of choices) await seats.open(choice);
    const trouble = interfaceTrouble(flags);
    if (trouble !== undefined) model.dispatch({ type: "hinted", text: trouble, tone: "error" });
    onReady?.(model);
    const { folder } = client;
    const keepBell: ControllerParts["keepBell"] = (room, bell) => bells.keep(room, bell);
    const kept = { folder, keepBell, keepTheme };
    const controller = new Controller({
      model,
      seats,
      choose,
      transcripts,
      registerOwner,
      ...kept,
    });
    await runScreen({ model, actions: controller, outlivesErrors });
    for (const line of exitSummary(model.get().tabs)) printLine(line);
    return 0;
  } finally {
    list.close();
    await fields.close();
    await seats.close();
  }
}

/** Where several are signed in and none was named, the form asks. */
function asNobody(error: unknown): undefined {
  if (!(error instanceof CommandFailure)) throw error;
}

/** On the screen there is a list to choose from. */
async function refuse(rooms: readonly ListedRoom[], { lan }: Client): Promise<never> {
  const lines = await Promise.all(rooms.map((room) => describeRoom(room, lan)));
  throw new CommandFailure(words.rooms.several.joinByAddress(lines));
}
