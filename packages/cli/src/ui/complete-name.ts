import { cleanLine } from "@classchat/core";
import { type BegunName, begunName, completeName } from "../input/name-completion.ts";
import type { RoomView } from "../state/room-view.ts";
import { words } from "../words/words.ts";
import type { Desk } from "./desk.ts";
import { tell } from "./tell.ts";

const mostChoices = 12;

/** Goes on with the name at the cursor; false where no name stands there. */
export function completeNameAtCursor(desk: Desk, view: RoomView): boolean {
  const begun = begunName(view.field);
  if (begun) complete(desk, view, begun);
  return begun !== undefined;
}

function complete(desk: Desk, view: RoomView, begun: BegunName): void {
  const completed = completeName(begun, namesFor(view, begun.command));
  if (completed) writeName(desk, view, { begun: begun.begun, name: completed.name });
  if (!completed) tell(desk, words.screen.hints.noSuchName);
  else if (completed.choices.length === 0) desk.model.dispatch({ type: "unhinted" });
  else tell(desk, completed.choices.slice(0, mostChoices).join("   "));
}

/** A space that stands behind the cursor already is used. */
function writeName(
  { model }: Desk,
  { room, field }: RoomView,
  { begun, name }: { begun: string; name: string },
): void {
  const before = field.text.slice(0, field.cursor - begun.length) + name;
  const after = field.text.slice(field.cursor);
  const rest = name.endsWith(" ") ? after.replace(/^ /u, "") : after;
  const edit = { ...field, text: before + rest, cursor: before.length, historyAt: -1 };
  model.dispatch({ type: "edited", room, field: edit });
}

/** Those whom the command can be about: who is banned, for one, is not here. */
function namesFor({ present, me, order: { desk } }: RoomView, command?: string): string[] {
  const here = present.map(({ user }) => user).filter((user) => user !== me?.user);
  const names = { unmute: desk?.muted.map(({ user }) => user), unban: desk?.banned }[command ?? ""];
  const waiting = command === "reset-code" ? (desk?.resetRequests ?? []) : [];
  const all = names ?? [...waiting, ...here];
  return [...new Set(all.map(cleanLine))].sort((a, b) => a.localeCompare(b));
}
