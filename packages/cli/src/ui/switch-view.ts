import { misfit } from "../input/fuzzy.ts";
import type { ListedRoom } from "../state/events.ts";
import { mentionsOf, type RoomView, unreadOf } from "../state/room-view.ts";
import type { State } from "../state/state.ts";
import { words } from "../words/words.ts";
import { cut, drawableAddress, drawableLine, fit } from "./drawable.ts";
import { answersTo, questionOf } from "./question.ts";
import { roomTitle } from "./room-title.ts";
import type { Size } from "./scroll.ts";

/** Where one can go: to a tab, to a room that was found, or to one that is known by what is typed alone. */
export type Place =
  | { type: "tab"; view: RoomView }
  | { type: "found"; listed: ListedRoom }
  | { type: "typed"; reference: string };

/** One row of the list of places. */
export interface PlaceRow {
  key: string;
  text: string;
  tone: "head" | "plain" | "marked" | "warning";
}

const { list, switcher } = words.screen;
const nameWidth = 18;

/** The places that fit what is typed, the best first; without anything typed, those first where something is new. */
export function placesOf(state: State): readonly Place[] {
  const typed = state.switcher?.field.text.trim() ?? "";
  const ranked = allPlaces(state)
    .map((place) => ({ place, score: misfitOf(typed, place) }))
    .filter((ranked): ranked is { place: Place; score: number } => ranked.score !== undefined)
    .sort((a, b) => a.score - b.score)
    .map(({ place }) => place);
  return ranked.length === 0 && typed ? [{ type: "typed", reference: typed }] : ranked;
}

export function markedPlace(state: State): Place | undefined {
  return placesOf(state)[state.switcher?.marked ?? 0];
}

/** Whether something waits there for whoever has the tab. */
export function hasNews(view: RoomView): boolean {
  return unreadOf(view) > 0 || view.doubtsBelow > 0 || questionOf(view) !== undefined;
}

/** Whether some of it is meant for them: their name, a line between students and mentors, a question. */
export function hasOwnNews(view: RoomView): boolean {
  return mentionsOf(view) > 0 || view.doubtsBelow > 0 || questionOf(view) !== undefined;
}

/** The rows that fit, the marked place among them. */
export function placeRows(state: State, { width, height }: Size): readonly PlaceRow[] {
  const places = placesOf(state);
  const marked = state.switcher?.marked ?? 0;
  const room = Math.max(1, height - 1);
  const from = Math.max(0, Math.min(marked - room + 1, places.length - room));
  const head: PlaceRow = { key: "head", text: cut(`  ${switcher.head}`, width - 1), tone: "head" };
  const rows = places
    .slice(from, from + room)
    .map((place, index) => placeRow(place, { isMarked: from + index === marked, width }));
  return [...(height > 1 ? [head] : []), ...rows];
}

function allPlaces(state: State): Place[] {
  const isActive = ({ room }: RoomView) => room === state.active;
  const others = state.tabs.filter((view) => !isActive(view));
  const tabs = [
    ...others.filter(hasOwnNews),
    ...others.filter((view) => hasNews(view) && !hasOwnNews(view)),
    ...others.filter((view) => !hasNews(view)),
    ...state.tabs.filter(isActive),
  ];
  const inTabs = new Set(tabs.map(({ room }) => room));
  const found = (state.found ?? []).filter(({ id }) => !inTabs.has(id));
  return [
    ...tabs.map((view): Place => ({ type: "tab", view })),
    ...found.map((listed): Place => ({ type: "found", listed })),
  ];
}

/** The name counts more than what else is known of a room. */
const elsewhere = 1_000;

function misfitOf(typed: string, place: Place): number | undefined {
  if (place.type === "typed") return 0;
  const { name, title } = place.type === "tab" ? place.view : place.listed;
  const mentor = place.type === "tab" ? place.view.card?.mentor : place.listed.mentor;
  const byRest = misfit(typed, `${title} ${mentor ?? ""}`);
  return misfit(typed, name) ?? (byRest === undefined ? undefined : byRest + elsewhere);
}

function placeRow(
  place: Place,
  { isMarked, width }: { isMarked: boolean; width: number },
): PlaceRow {
  const { key, name, words, tone } = describe(place);
  const text = `${isMarked ? "›" : " "} ${fit(drawableLine(name), nameWidth)}  ${words}`;
  return isMarked
    ? { key, text: fit(text, width - 1), tone: "marked" }
    : { key, text: cut(text, width - 1), tone };
}

interface Described {
  key: string;
  name: string;
  words: string;
  tone: "plain" | "warning";
}

function describe(place: Place): Described {
  switch (place.type) {
    case "tab":
      return { key: place.view.room, name: place.view.name, words: tabWords(place.view), ...plain };
    case "found":
      return describeFound(place.listed);
    case "typed":
      return { key: "typed", name: place.reference, words: switcher.lookFor, ...plain };
  }
}

const plain = { tone: "plain" } as const;

function tabWords(view: RoomView): string {
  const unread = unreadOf(view);
  const mentions = mentionsOf(view);
  const doubts = view.doubtsBelow > 0 ? `?${view.doubtsBelow}` : "";
  const asks = questionOf(view) === undefined ? "" : answersTo(view).join("/");
  const news = [unread > 0 ? `●${unread}` : "", mentions > 0 ? `@${mentions}` : "", doubts, asks]
    .filter(Boolean)
    .join(" ");
  return [switcher.open, news, roomTitle(view)].filter(Boolean).join("   ");
}

function describeFound(listed: ListedRoom): Described {
  const { id, fingerprint, name, mentor, trust } = listed;
  const key = `${id}:${fingerprint}`;
  if (trust === "changed") return { key, name, words: list.keyChanged, tone: "warning" };
  const known = [drawableLine(mentor ?? ""), drawableAddress(listed), roomTitle(listed)];
  const told = [switcher.join, ...known.filter(Boolean)].join("   ");
  return { key, name, words: told, ...plain };
}
