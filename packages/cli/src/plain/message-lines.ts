import { cleanLine, cleanText, type Message } from "@classchat/core";
import type { SessionEvent } from "../client/session-events.ts";
import { messageObject } from "../transcript/message-object.ts";
import { dayOf, timeOf } from "../transcript/moment.ts";

/** A message as a line, mentors by a word. Further lines are indented, so that none can pass for a message. */
export function messageLine({ from, role, at, text }: Message): string {
  const name = role === "mentor" ? `mentor ${cleanLine(from)}` : cleanLine(from);
  return `${timeOf(at)} ${name}: ${cleanText(text).replaceAll("\n", "\n      ")}`;
}

/** The same behind its number and its day. */
export function historyLine(message: Message): string {
  return `${message.seq} ${dayOf(message.at)} ${messageLine(message)}`;
}

/** What a session tells, as the objects of `join --json`. */
export function eventObjects(room: string, event: SessionEvent): object[] {
  switch (event.type) {
    case "entered": {
      const { type: _, messages, ...rest } = event;
      const state = { type: "state", room, ...rest };
      return [state, ...messages.map((message) => messageObject(room, message))];
    }
    case "received":
      return event.messages.map((message) => messageObject(room, message));
    case "connection":
      return [{ type: "connection", room, ...event.connection }];
    case "signInAsked":
      return [];
    default:
      return [{ ...event, room }];
  }
}
