import { pressInCard } from "./card-keys.ts";
import type { Desk } from "./desk.ts";
import { layoutNow } from "./desk.ts";
import { pasteIntoForm, pressInForm } from "./form-keys.ts";
import { pressInHelp } from "./help-keys.ts";
import type { Keystroke } from "./keystroke.ts";
import { pasteIntoList, pressInList } from "./list-keys.ts";
import { leave, switchTab, switchToTab } from "./navigation.ts";
import { pasteIntoRoom, pressInRoom } from "./room-keys.ts";
import { pasteIntoSwitcher, pressInSwitcher, switchToNews, toggleSwitcher } from "./switch-keys.ts";

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
  if (!("chord" in keystroke)) return false;
  const { chord } = keystroke;
  const tab = /^alt\+([1-9])$/u.exec(chord)?.[1];
  if (chord === "ctrl+c") leave(desk);
  else if (chord === "ctrl+n") switchTab(desk, 1);
  else if (chord === "ctrl+p") switchTab(desk, -1);
  else if (chord === "ctrl+k") toggleSwitcher(desk);
  else if (chord === "alt+a" || chord === "ctrl+g") switchToNews(desk);
  else if (tab) switchToTab(desk, Number(tab) - 1);
  else return false;
  return true;
}
