import { type Attachment, cleanLine, cleanText, type Message } from "@classchat/core";
import type { SessionEvent } from "../client/session-events.ts";
import { fileSize } from "../input/file-size.ts";
import { isFor } from "../state/mentions.ts";
import { messageObject } from "../transcript/message-object.ts";
import { dayOf, timeOf } from "../transcript/moment.ts";
import { type Piece, piecesOf } from "../ui/fences.ts";
import { words } from "../words/words.ts";

/**
 * A message as a line, with words where the screen has signs: before the colon stands who speaks, to whom and with what file, where
 * no text reaches. Further lines are indented, so that none can pass for a message.
 */
export function messageLine(message: Message, me?: string): string {
  const head = `${timeOf(message.at)} ${headOf(message, me)}`;
  const text = withCode(cleanText(message.text).replace(lineBreaks, "\n")).trimEnd();
  return text === "" ? head : `${head}: ${text.replaceAll("\n", "\n      ")}`;
}

const lineBreaks = /[\u2028\u2029]/gu;

function headOf(message: Message, me: string | undefined): string {
  const { said } = words.notes;
  const { role, file } = message;
  const name = cleanLine(message.from);
  const author = role === "mentor" ? said.mentor(name) : name;
  if (file) return said.file(author, fileWords(file));
  return me !== undefined && isFor(message, me) ? said.forYou(author) : author;
}

/** Fences are signs, too: where code begins is said, and how long it is. */
function withCode(text: string): string {
  return piecesOf(text).map(pieceWords).join("\n");
}

function pieceWords(piece: Piece): string {
  if (piece.kind === "text") return piece.text;
  const { code, codeIn, codeEnds } = words.notes.said;
  const { language } = piece;
  const lines = piece.code.split("\n").length;
  const begins = language === "" ? code(lines) : codeIn(language, lines);
  return `${begins}\n${piece.code}\n${codeEnds}`;
}

/** A file in a list: the number by which it is fetched, and what tells it from others of its name. */
export function fileLine({ seq, from, at, file }: Message & { file: Attachment }): string {
  const when = `${dayOf(at)} ${timeOf(at)}`;
  return `${seq} ${fileWords(file)}, ${cleanLine(from)}, ${when}, ${file.sha256.slice(0, 8)}`;
}

function fileWords({ name, size }: Attachment): string {
  return `${cleanLine(name)}, ${fileSize(size)}`;
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
