import { type ForKeys, forKey, type Keystroke } from "../input/key-table.ts";
import { pressInCard } from "./card-keys.ts";
import type { Desk } from "./desk.ts";
import { layoutNow } from "./desk.ts";
import { pasteIntoForm, pressInForm } from "./form-keys.ts";
import { pressInHelp, toggleHelp } from "./help-keys.ts";
import { pasteIntoList, pressInList } from "./list-keys.ts";
import { leave, switchTab, switchToTab } from "./navigation.ts";
import { pasteIntoRoom, pressInRoom } from "./room-keys.ts";
import { pasteIntoSwitcher, pressInSwitcher, switchToNews, toggleSwitcher } from "./switch-keys.ts";

const keysAnywhere: ForKeys<"anywhere", (desk: Desk, chord: string) => void> = {
  help: toggleHelp,
  nextTab: (desk) => switchTab(desk, 1),
  previousTab: (desk) => switchTab(desk, -1),
  tab: (desk, chord) => switchToTab(desk, Number(chord.slice(-1)) - 1),
  news: switchToNews,
  switcher: toggleSwitcher,
  redraw: (desk) => desk.redraw?.(),
  leave,
};

/** Does what the key stands for where the keys go now. */
export function press(desk: Desk, keystroke: Keystroke): void {
  if (pressAnywhere(desk, keystroke)) return;
  switch (layoutNow(desk).body) {
    case "help":
      pressInHelp(desk, keystroke);
      break;
    case "card":
      pressInCard(desk);
      break;
    case "list":
      pressInList(desk, keystroke);
      break;
    case "switcher":
      pressInSwitcher(desk, keystroke);
      break;
    case "timeline":
      pressInRoom(desk, keystroke);
      break;
    case "form":
    case "firstRun":
      pressInForm(desk, keystroke);
  }
}

/** Puts pasted text where the keys go; none of it is taken for a key. */
export function paste(desk: Desk, text: string): void {
  switch (layoutNow(desk).body) {
    case "help":
    case "card":
      break;
    case "list":
      pasteIntoList(desk, text);
      break;
    case "switcher":
      pasteIntoSwitcher(desk, text);
      break;
    case "timeline":
      pasteIntoRoom(desk, text);
      break;
    case "form":
    case "firstRun":
      pasteIntoForm(desk, text);
  }
}

function pressAnywhere(desk: Desk, keystroke: Keystroke): boolean {
  const press = forKey("anywhere", keysAnywhere, keystroke);
  if (press && "chord" in keystroke) press(desk, keystroke.chord);
  return press !== undefined;
}
