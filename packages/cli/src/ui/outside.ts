import type { Model } from "../state/model.ts";
import { unreadOf } from "../state/room-view.ts";
import type { State } from "../state/state.ts";
import {
  bell,
  keepTitle,
  noteWith,
  oldTitle,
  type TerminalSigns,
  unreadTitle,
} from "./terminal-signs.ts";

interface Outside {
  signs: TerminalSigns;
  write: (sequence: string) => void;
}

/** A bell that never ends is none. */
const quietMs = 2_000;

/**
 * Tells who looks elsewhere: how much is unread, in the title, and by the bell what is worth one. Gives how to end
 * it, with the title that was there before.
 */
export function tellOutside(model: Model, { signs, write }: Outside): () => void {
  const ring = ringer({ signs, write });
  let title = "";
  const tell = () => {
    const state = model.get();
    const next = unreadTitle(unreadIn(state));
    if (signs.title && next !== title) write(next);
    title = next;
    ring(state);
  };
  if (signs.title) write(keepTitle);
  tell();
  const stop = model.subscribe(tell);
  return () => {
    stop();
    if (signs.title) write(oldTitle);
  };
}

/** Rings for each new alert, but for those that come close behind another. */
function ringer({ signs, write }: Outside): (state: State) => void {
  let [heard, rangAt] = [0, 0];
  return ({ alert }) => {
    if (!alert || alert.count === heard) return;
    heard = alert.count;
    const now = Date.now();
    if (now - rangAt < quietMs) return;
    rangAt = now;
    write(bell + (signs.note ? noteWith(alert.words, signs.note) : ""));
  };
}

function unreadIn({ tabs }: State): number {
  return tabs.reduce((sum, view) => sum + unreadOf(view), 0);
}
