import { cleanLine } from "@classchat/core";
import { type RoomView, unreadOf } from "./state/room-view.ts";
import { words } from "./words/words.ts";

/** What is to be known when the screen is gone: which rooms were left, what waits in them, where files lie. */
export function exitSummary(tabs: readonly RoomView[]): readonly string[] {
  return [...ends(tabs), ...tabs.flatMap(waiting), ...tabs.flatMap(savedFiles)];
}

function ends(tabs: readonly RoomView[]): string[] {
  const closed = tabs.filter(({ hosting }) => hosting).map(nameOf);
  const left = tabs.filter(({ hosting }) => !hosting).map(nameOf);
  return [
    ...(closed.length > 0 ? [words.notes.ending.closed(closed)] : []),
    ...(left.length > 0 ? [words.notes.ending.left(left)] : []),
  ];
}

function waiting(view: RoomView): string[] {
  const refused = view.drafts.filter(({ state }) => state === "failed").length;
  const unsent = view.drafts.length - refused;
  const unread = unreadOf(view);
  const name = nameOf(view);
  const { ending } = words.notes;
  return [
    ...(unread > 0 ? [ending.unread(name, unread)] : []),
    ...(unsent > 0 ? [ending.unsent(name, unsent)] : []),
    ...(refused > 0 ? [ending.refused(name, refused)] : []),
  ];
}

function savedFiles({ files }: RoomView): string[] {
  return files.saved.map(words.notes.ending.saved);
}

function nameOf({ name }: RoomView): string {
  return cleanLine(name);
}
