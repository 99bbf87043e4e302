import { type Edit, emptyEdit } from "../input/editor.ts";
import type { Event } from "./events.ts";

/** The list in which one finds a room by a part of its name. */
export interface Switcher {
  field: Edit;
  /** The room that Enter goes to, counted from the first that fits. */
  marked: number;
}

export function switcherAfter(switcher: Switcher | undefined, event: Event): Switcher | undefined {
  switch (event.type) {
    case "switcherShown":
      return event.shown ? { field: emptyEdit, marked: 0 } : undefined;
    case "switcherMoved":
      return switcher && { ...switcher, marked: event.marked };
    case "switcherEdited":
      return switcher && { field: event.field, marked: 0 };
    case "switched":
    case "helpShown":
    case "firstRunAsked":
      return undefined;
    default:
      return switcher;
  }
}
