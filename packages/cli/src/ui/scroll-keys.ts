import { type ForKeys, forKey, type Keystroke } from "../input/key-table.ts";
import type { Anchor } from "../state/events.ts";
import type { RoomView } from "../state/room-view.ts";
import { activeRoom } from "../state/state.ts";
import { type Desk, layoutNow } from "./desk.ts";
import { isNearTop, type Size, scrolled, scrolledToTop } from "./scroll.ts";

type Scroll = (view: RoomView, size: Size) => Anchor | undefined;

const toEnd: Scroll = () => undefined;

const scrollKeys: ForKeys<"scroll", Scroll> = {
  pageUp: (view, size) => scrolled(view, size, 1 - size.height),
  pageDown: (view, size) => scrolled(view, size, size.height - 1),
  rowUp: (view, size) => scrolled(view, size, -1),
  rowDown: (view, size) => scrolled(view, size, 1),
  toTop: scrolledToTop,
  toEnd,
};

const idleKeys: ForKeys<"scrollIdle", Scroll> = { toTop: scrolledToTop, toEnd };

/** Whether the key was one that scrolls. */
export function pressToScroll(desk: Desk, view: RoomView, keystroke: Keystroke): boolean {
  const idle = view.field.text === "" ? forKey("scrollIdle", idleKeys, keystroke) : undefined;
  const scroll = forKey("scroll", scrollKeys, keystroke) ?? idle;
  if (scroll) scrollTo(desk, view, scroll);
  return scroll !== undefined;
}

function scrollTo(desk: Desk, view: RoomView, scroll: Scroll): void {
  const { pane } = layoutNow(desk);
  desk.model.dispatch({ type: "scrolled", room: view.room, anchor: scroll(view, pane) });
  askForOlder(desk, view.room, pane);
}

/** Fetches a page more before the user reaches the oldest row that is there. */
function askForOlder({ model, actions }: Desk, room: string, pane: Size): void {
  const view = activeRoom(model.get());
  if (!view?.anchor || view.complete || view.olderAsked || !isNearTop(view, pane)) return;
  model.dispatch({ type: "olderAsked", room });
  actions.older(room);
}
