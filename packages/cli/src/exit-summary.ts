import { cleanLine } from "@classchat/core";
import { type RoomView, unreadOf } from "./state/room-view.ts";

/** What is to be known when the screen is gone: which rooms were left, what waits in them, where files lie. */
export function exitSummary(tabs: readonly RoomView[]): readonly string[] {
  return [...ends(tabs), ...tabs.flatMap(waiting), ...tabs.flatMap(savedFiles)];
}

function ends(tabs: readonly RoomView[]): string[] {
  const closed = tabs.filter(({ hosting }) => hosting).map(nameOf);
  const left = tabs.filter(({ hosting }) => !hosting).map(nameOf);
  return [
    ...(closed.length > 0 ? [`Closed ${listed(closed)}.`] : []),
    ...(left.length > 0 ? [`Left ${listed(left)}.`] : []),
  ];
}

function waiting(view: RoomView): string[] {
  const refused = view.drafts.filter(({ state }) => state === "failed").length;
  const unsent = view.drafts.length - refused;
  const unread = unreadOf(view);
  const name = nameOf(view);
  return [
    ...(unread > 0 ? [`${name}: ${unread} unread.`] : []),
    ...(unsent > 0 ? [`${name}: ${messages(unsent)} not sent yet; it goes on when you join.`] : []),
    ...(refused > 0 ? [`${name}: ${messages(refused)} refused and kept: /retry or /discard.`] : []),
  ];
}

function savedFiles({ files }: RoomView): string[] {
  return files.saved.map((path) => `Saved: ${path}`);
}

function messages(count: number): string {
  return count === 1 ? "1 message" : `${count} messages`;
}

function nameOf({ name }: RoomView): string {
  return cleanLine(name);
}

function listed(names: readonly string[]): string {
  return names.length < 2 ? names.join("") : `${names.slice(0, -1).join(", ")} and ${names.at(-1)}`;
}
