import type { Transfer } from "../client/session-events.ts";
import { type Edit, emptyEdit } from "../input/editor.ts";
import { type ThemeName, themeNames } from "../input/theme-names.ts";
import type { Event, ListedRoom, RoomEvent } from "./events.ts";
import { type Form, newForm, refused } from "./form.ts";
import { reduceRoom } from "./reduce-room.ts";
import { openRoom, putOut, type RoomView, seenToEnd } from "./room-view.ts";
import { isOpen } from "./transfers.ts";

/** The tab that lists the rooms of the network instead of showing one. */
export const roomsTab = "rooms";

/** All that is on the screen. */
export interface State {
  tabs: readonly RoomView[];
  /** The id of the room that is shown, or `roomsTab`. */
  active: string;
  /** The rooms of the network; nothing as long as nobody looks for them. */
  found: readonly ListedRoom[] | undefined;
  /** The id of the marked room of the list. */
  selected: string | undefined;
  /** The name or address that is typed below the list. */
  listField: Edit;
  /** The last thing the program itself has to say to its user. */
  hint: Hint | undefined;
  theme: ThemeName;
  help: boolean;
  /** The first row of the help that is seen. */
  helpTop: number;
  /** The form of a host that has no mentor yet. */
  firstRun: Form | undefined;
  quit: boolean;
}

export interface Hint {
  /** Empty for `held`: for how long the message in the field has to wait is put in words when it is drawn. */
  text: string;
  tone: "info" | "error" | "held";
}

export const initialState: State = {
  tabs: [],
  active: roomsTab,
  found: undefined,
  selected: undefined,
  listField: emptyEdit,
  hint: undefined,
  theme: themeNames[0],
  help: false,
  helpTop: 0,
  firstRun: undefined,
  quit: false,
};

/** The next state: the one place where what is on the screen changes. */
export function reduce(state: State, event: Event): State {
  return withSeen(change(state, event));
}

export function activeRoom(state: State): RoomView | undefined {
  return state.tabs.find(({ room }) => room === state.active);
}

/** The ids of the tabs, in the order in which they are shown. */
export function tabIds(state: State): readonly string[] {
  const rooms = state.tabs.map(({ room }) => room);
  return state.found || rooms.length === 0 ? [roomsTab, ...rooms] : rooms;
}

function change(state: State, event: Event): State {
  switch (event.type) {
    case "opened":
      return open(state, event);
    case "left":
      return leave(state, event.room);
    case "switched":
      return { ...state, active: event.room, hint: undefined, help: false };
    case "hinted":
      return { ...state, hint: { text: event.text, tone: event.tone } };
    case "unhinted":
      return { ...state, hint: undefined };
    case "connection":
      return withoutOldHint({ ...state, tabs: changeRoom(state.tabs, event) }, event.room);
    case "entered":
      return {
        ...state,
        tabs: changeRoom(state.tabs, event),
        hint: hintAfterEntering(state, event),
      };
    case "held":
      return { ...state, hint: { text: "", tone: "held" } };
    case "floodWarned":
      return { ...state, hint: { text: tooFast, tone: "info" } };
    case "helpShown":
      return { ...state, help: event.shown, helpTop: 0 };
    case "helpScrolled":
      return { ...state, helpTop: event.top };
    case "found":
      return { ...state, found: event.rooms, selected: stillSelected(state, event.rooms) };
    case "listMoved":
      return { ...state, selected: event.selected };
    case "listEdited":
      return { ...state, listField: event.field };
    case "firstRunAsked":
      return { ...state, firstRun: state.firstRun ?? newForm("firstRun") };
    case "firstRunRefused":
      return state.firstRun ? { ...state, firstRun: refused(state.firstRun, event) } : state;
    case "firstRunEdited":
      return { ...state, firstRun: event.form };
    case "firstRunDone":
      return { ...state, firstRun: undefined };
    case "themed":
      return { ...state, theme: event.theme };
    case "quit":
      return { ...state, quit: true };
    case "progress":
      return { ...inRoom(state, event), hint: hintDuring(state.hint, event.transfer) };
    default:
      return inRoom(state, event);
  }
}

const tooFast = "Slower, please: what comes too fast has to wait.";

/** That a file sets out is no news when it has arrived. */
function hintDuring(hint: Hint | undefined, transfer: Transfer): Hint | undefined {
  const isAbout = hint?.tone === "info" && hint.text.includes(transfer.name);
  return isAbout && !isOpen(transfer) ? undefined : hint;
}

function inRoom(state: State, event: RoomEvent): State {
  return { ...state, tabs: changeRoom(state.tabs, event) };
}

function changeRoom(tabs: readonly RoomView[], event: RoomEvent): readonly RoomView[] {
  return tabs.map((view) => (view.room === event.room ? reduceRoom(view, event) : view));
}

/** To whom a mentor has put out the way back is more than what the program said before. */
function withoutOldHint(state: State, room: string): State {
  const view = activeRoom(state);
  return view?.room === room && putOut(view) ? { ...state, hint: undefined } : state;
}

/** What was said to a guest, or to the account before, does not concern who comes in. */
function hintAfterEntering({ tabs, hint }: State, event: Extract<Event, { type: "entered" }>) {
  const view = tabs.find(({ room }) => room === event.room);
  const isNew = view?.form !== undefined || view?.me?.user !== event.me.user;
  return isNew && hint?.tone !== "error" ? undefined : hint;
}

/** A new tab comes to the front when the user was choosing a room. */
function open(state: State, event: Extract<Event, { type: "opened" }>): State {
  const { type: _, ...room } = event;
  const known = state.tabs.some((view) => view.room === room.room);
  const tabs = known
    ? state.tabs.map((view) => (view.room === room.room ? { ...view, ...room } : view))
    : [...state.tabs, openRoom(room)];
  return { ...state, tabs, active: state.active === roomsTab ? room.room : state.active };
}

function leave(state: State, room: string): State {
  const index = state.tabs.findIndex((view) => view.room === room);
  const tabs = state.tabs.filter((view) => view.room !== room);
  const neighbour = tabs[Math.min(index, tabs.length - 1)]?.room ?? roomsTab;
  return { ...state, tabs, active: state.active === room ? neighbour : state.active };
}

function stillSelected(state: State, rooms: readonly ListedRoom[]): string | undefined {
  const isThere = rooms.some(({ id }) => id === state.selected);
  return isThere ? state.selected : rooms[0]?.id;
}

/** What stands in front, scrolled to its end, is seen. */
function withSeen(state: State): State {
  const view = activeRoom(state);
  if (!view || view.anchor || view.form || state.help) return state;
  const seen = seenToEnd(view);
  if (seen === view) return state;
  return { ...state, tabs: state.tabs.map((tab) => (tab === view ? seen : tab)) };
}
