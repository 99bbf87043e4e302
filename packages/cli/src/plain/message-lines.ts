import { cleanLine, cleanText, type Message } from "@classchat/core";
import type { SessionEvent } from "../client/session-events.ts";

/** A message as JSON, the same everywhere. */
export function messageObject(room: string, message: Message): object {
  const { seq, id, from, role, at, text } = message;
  return { type: "message", room, seq, id, from, role, at, text };
}

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

/** What a session tells, beside messages, as words; of oneself one need not be told. */
export function eventWords(event: SessionEvent, me?: string): string[] {
  switch (event.type) {
    case "entered":
      return [
        `you are in, as ${event.me.user}`,
        ...(event.restarted ? ["the host's log was replaced: what follows is all there is"] : []),
      ];
    case "presence":
      return [
        ...event.joined.filter(({ user }) => user !== me).map(({ user }) => `joined: ${user}`),
        ...event.left.filter((user) => user !== me).map((user) => `left: ${user}`),
      ];
    case "connection":
      return event.connection.state === "offline"
        ? ["the host does not answer: trying again until it does"]
        : [];
    case "outbox":
      return event.drafts.flatMap(({ state, code, text }) =>
        state === "failed" ? [`not sent (${code}): ${cleanLine(text).slice(0, 60)}`] : [],
      );
    case "closing":
      return ["the mentor closes the room"];
    default:
      return [];
  }
}

function timeOf(at: number): string {
  const time = new Date(at);
  return [time.getHours(), time.getMinutes()].map(twoDigits).join(":");
}

function dayOf(at: number): string {
  const day = new Date(at);
  return [day.getFullYear(), day.getMonth() + 1, day.getDate()].map(twoDigits).join("-");
}

function twoDigits(number: number): string {
  return String(number).padStart(2, "0");
}
