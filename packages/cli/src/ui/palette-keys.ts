import { lineToward, lineWith } from "../input/palette.ts";
import type { SlashRow } from "../input/slash-table.ts";
import type { RoomView } from "../state/room-view.ts";
import { type Desk, layoutNow } from "./desk.ts";
import type { Keystroke } from "./keystroke.ts";
import { paletteOf } from "./palette-view.ts";
import { writeLine } from "./write-line.ts";

/** Does what the key means for the list of commands; false where it means nothing for it, or there is none. */
export function pressInPalette(desk: Desk, view: RoomView, keystroke: Keystroke): boolean {
  const commands = paletteOf(view);
  if ("text" in keystroke || commands.length === 0) return false;
  if (keystroke.chord === "tab") return complete(desk, view, commands);
  // Where there is no room for it, keys do what they do elsewhere.
  return layoutNow(desk).palette.length > 0 && choose(desk, view, { commands, keystroke });
}

function choose(
  desk: Desk,
  view: RoomView,
  { commands, keystroke: { chord } }: { commands: readonly SlashRow[]; keystroke: Chord },
): boolean {
  const marked = commands[view.palette.marked ?? -1];
  if (chord === "up") mark(desk, view, (view.palette.marked ?? commands.length) - 1);
  else if (chord === "down") mark(desk, view, (view.palette.marked ?? -1) + 1);
  else if (chord === "escape") desk.model.dispatch({ type: "paletteClosed", room: view.room });
  else if (chord === "enter" && marked) writeLine(desk, view, lineWith(marked));
  else return false;
  return true;
}

type Chord = Extract<Keystroke, { chord: string }>;

/** After the last comes the first. */
function mark({ model }: Desk, view: RoomView, index: number): void {
  const { length } = paletteOf(view);
  model.dispatch({ type: "paletteMoved", room: view.room, marked: (index + length) % length });
}

/** Takes the marked command, else what is sure; where nothing more is, the first is marked for the next Tab. */
function complete(desk: Desk, view: RoomView, commands: readonly SlashRow[]): boolean {
  const marked = commands[view.palette.marked ?? -1];
  const line = marked ? lineWith(marked) : lineToward(commands);
  if (line.length > view.field.text.length) writeLine(desk, view, line);
  else mark(desk, view, 0);
  return true;
}
