import type { Transfer } from "../client/session-events.ts";
import type { Bell } from "../input/bell.ts";
import { type Edit, emptyEdit } from "../input/editor.ts";
import { type ThemeName, themeNames } from "../input/theme-names.ts";
import { words } from "../words/words.ts";
import { type Alert, alertWords, usualBell } from "./alerts.ts";
import type { Event, ListedRoom, RoomEvent } from "./events.ts";
import { type Form, newForm, refused, toggled } from "./form.ts";
import { reduceRoom } from "./reduce-room.ts";
import { openRoom, putOut, type RoomView, seenToEnd } from "./room-view.ts";
import { type Switcher, switcherAfter } from "./switcher.ts";
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
  /** The list of rooms to go to, when it is in front. */
  switcher: Switcher | undefined;
  /** Nothing but where the hosted room in front is found, large enough for a projector. */
  card: boolean;
  /** For what rooms ring whose user said so. */
  bells: ReadonlyMap<string, Bell>;
  /** What the terminal rings for, or rang for last. */
  alert: Alert | undefined;
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
  switcher: undefined,
  card: false,
  bells: new Map(),
  alert: undefined,
  firstRun: undefined,
  quit: false,
};

/** The next state: the one place where what is on the screen changes. */
export function reduce(state: State, event: Event): State {
  const next = { ...change(state, event), switcher: switcherAfter(state.switcher, event) };
  return withSeen({ ...next, alert: alertAfter(state, event) });
}

export function activeRoom(state: State): RoomView | undefined {
  return state.tabs.find(({ room }) => room === state.active);
}

export function bellOf({ bells }: State, room: string): Bell {
  return bells.get(room) ?? usualBell;
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
      return { ...state, active: event.room, hint: undefined, help: false, card: false };
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
      return { ...state, hint: { text: words.screen.hints.tooFast, tone: "info" } };
    case "edited":
      return { ...inRoom(state, event), hint: hintBesideText(state, event) };
    case "helpShown":
      return { ...state, help: event.shown, helpTop: 0 };
    case "switcherShown":
      return { ...state, help: false, hint: undefined };
    case "switcherMoved":
    case "switcherEdited":
      return state;
    case "helpScrolled":
      return { ...state, helpTop: event.top };
    case "cardShown":
      return { ...state, card: event.shown };
    case "bellSet":
      return { ...state, bells: new Map(state.bells).set(event.room, event.bell) };
    case "found":
      return { ...state, found: event.rooms, selected: stillSelected(state, event.rooms) };
    case "listMoved":
      return { ...state, selected: event.selected };
    case "listEdited":
      return { ...state, listField: event.field };
    case "firstRunAsked":
      return { ...state, firstRun: state.firstRun ?? firstRunForm() };
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

/** On the mentor's own computer, which holds the host's key as well, staying signed in is the usual wish. */
function firstRunForm(): Form {
  return toggled(newForm("firstRun"), "remember");
}

function alertAfter(state: State, event: Event): Alert | undefined {
  if (event.type !== "received" && event.type !== "doubt" && event.type !== "state") {
    return state.alert;
  }
  const view = state.tabs.find(({ room }) => room === event.room);
  const alert = view && alertWords(view, event, bellOf(state, event.room));
  if (alert === undefined) return state.alert;
  return { count: (state.alert?.count ?? 0) + 1, words: alert };
}

/** That a file sets out is no news when it has arrived. */
function hintDuring(hint: Hint | undefined, transfer: Transfer): Hint | undefined {
  const isAbout = hint?.tone === "info" && hint.text.includes(transfer.name);
  return isAbout && !isOpen(transfer) ? undefined : hint;
}

/** Who begins to write has read what came of what was written before. */
function hintBesideText({ tabs, hint }: State, event: Extract<Event, { type: "edited" }>) {
  const before = tabs.find(({ room }) => room === event.room)?.field.text ?? "";
  const isBegun = before === "" && event.field.text !== "";
  return isBegun && hint?.tone === "info" ? undefined : hint;
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
  const isHidden = state.help || state.card || state.switcher;
  if (!view || view.anchor || view.form || isHidden) return state;
  const seen = seenToEnd(view);
  if (seen === view) return state;
  return { ...state, tabs: state.tabs.map((tab) => (tab === view ? seen : tab)) };
}
