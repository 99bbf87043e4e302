import type { Message } from "@classchat/core";
import type { Bell } from "../input/bell.ts";
import { words } from "../words/words.ts";
import type { RoomEvent } from "./events.ts";
import { mentions } from "./mentions.ts";
import type { RoomView } from "./room-view.ts";

/** What the terminal rings for; the count tells one from the next. */
export interface Alert {
  count: number;
  words: string;
}

/** Where nobody said otherwise, the terminal rings for what is meant for its user. */
export const usualBell: Bell = "mention";

/** What is worth a bell in that event, in words. Nothing that this member did is. */
export function alertWords(view: RoomView, event: RoomEvent, bell: Bell): string | undefined {
  const alertOf = words.screen.alert;
  if (bell === "off" || !view.me) return undefined;
  const { name, me } = view;
  switch (event.type) {
    case "received": {
      const message = event.messages.findLast((message) => isWorthIt(message, me.user, bell));
      return message && alertOf(message.from, name, message.text || message.file?.name || "");
    }
    case "doubt": {
      const { from, text } = event.line;
      return from === me.user ? undefined : alertOf(from, name, text);
    }
    case "state": {
      const { announcement } = event.state;
      const isNew = announcement && announcement.text !== view.order.announcement?.text;
      const isOthers = announcement?.by !== me.user;
      return isNew && isOthers ? alertOf(announcement.by, name, announcement.text) : undefined;
    }
    default:
      return undefined;
  }
}

function isWorthIt({ from, text }: Message, user: string, bell: Bell): boolean {
  return from !== user && (bell === "all" || mentions(text, user));
}
