import { type ForKeys, forKey, type Keystroke } from "../input/key-table.ts";
import { lineToward, lineWith } from "../input/palette.ts";
import type { SlashRow } from "../input/slash-table.ts";
import type { RoomView } from "../state/room-view.ts";
import { type Desk, layoutNow } from "./desk.ts";
import { paletteOf } from "./palette-view.ts";
import { writeLine } from "./write-line.ts";

/** The list where it is seen, or would be if there were room. */
interface Listed {
  desk: Desk;
  view: RoomView;
  commands: readonly SlashRow[];
  /** The one that an arrow chose. */
  marked: number | undefined;
}

/** Whether the key meant something. */
type Press = (listed: Listed) => boolean;

const paletteKeys: ForKeys<"palette", Press> = {
  up: inSight((listed) => mark(listed, (listed.marked ?? listed.commands.length) - 1)),
  down: inSight((listed) => mark(listed, (listed.marked ?? -1) + 1)),
  take: complete,
  choose: inSight(choose),
  close: inSight(close),
};

/** Does what the key means for the list of commands; false where it means nothing for it, or there is none. */
export function pressInPalette(desk: Desk, view: RoomView, keystroke: Keystroke): boolean {
  const commands = paletteOf(view);
  const press = forKey("palette", paletteKeys, keystroke);
  if (!press || commands.length === 0) return false;
  return press({ desk, view, commands, marked: view.palette.marked });
}

/** Where there is no room for the list, keys do what they do elsewhere. */
function inSight(press: Press): Press {
  return (listed) => layoutNow(listed.desk).palette.length > 0 && press(listed);
}

/** After the last comes the first. */
function mark({ desk, view, commands: { length } }: Listed, index: number): boolean {
  const marked = (index + length) % length;
  desk.model.dispatch({ type: "paletteMoved", room: view.room, marked });
  return true;
}

function choose({ desk, view, commands, marked }: Listed): boolean {
  const chosen = commands[marked ?? -1];
  if (chosen) writeLine(desk, view, lineWith(chosen));
  return chosen !== undefined;
}

function close({ desk, view }: Listed): boolean {
  desk.model.dispatch({ type: "paletteClosed", room: view.room });
  return true;
}

/** Takes the marked command, else what is sure; where nothing more is, the first is marked for the next Tab. */
function complete(listed: Listed): boolean {
  const { desk, view, commands, marked } = listed;
  const chosen = commands[marked ?? -1];
  const line = chosen ? lineWith(chosen) : lineToward(commands);
  if (line.length > view.field.text.length) writeLine(desk, view, line);
  else mark(listed, 0);
  return true;
}
