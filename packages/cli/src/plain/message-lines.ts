import { type Attachment, cleanLine, cleanText, type Message } from "@classchat/core";
import type { SessionEvent } from "../client/session-events.ts";
import { messageObject } from "../transcript/message-object.ts";
import { dayOf, timeOf } from "../transcript/moment.ts";
import { words } from "../words/words.ts";

/** A message as a line, mentors by a word. Further lines are indented, so that none can pass for a message. */
export function messageLine({ from, role, at, text, file }: Message): string {
  const name = role === "mentor" ? words.notes.said.mentor(cleanLine(from)) : cleanLine(from);
  const said = `${file ? `${announced(file)} ` : ""}${cleanText(text)}`.trimEnd();
  return `${timeOf(at)} ${name}: ${said.replaceAll("\n", "\n      ")}`;
}

/** A file in a list: the number by which it is fetched, and what tells it from others of its name. */
export function fileLine({ seq, from, at, file }: Message & { file: Attachment }): string {
  const when = `${dayOf(at)} ${timeOf(at)}`;
  return `${seq} ${fileWords(file)}, ${cleanLine(from)}, ${when}, ${file.sha256.slice(0, 8)}`;
}

function announced({ name, size }: Attachment): string {
  return words.notes.said.file(cleanLine(name), words.files.size(size));
}

function fileWords({ name, size }: Attachment): string {
  return `${cleanLine(name)}, ${words.files.size(size)}`;
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
    case "progress":
      return [{ type: "progress", room, ...event.transfer }];
    default:
      return [{ ...event, room }];
  }
}
