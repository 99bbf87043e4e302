import type { Attachment, FileRules, Message } from "@classchat/core";
import type { Transfer } from "../client/session-events.ts";
import type { RoomEvent } from "./events.ts";
import { type ShownTransfer, withoutFailed, withTransfer } from "./transfers.ts";

/** What the screen knows of a room's files beside the messages that announce them. */
export interface RoomFiles {
  /** What the room takes; known once it was entered. */
  rules: FileRules | undefined;
  transfers: readonly ShownTransfer[];
  /** The `seq` of the message whose file Enter fetches, or that it unfolds. */
  marked: number | undefined;
  /** A path that was dropped on the window; its user is asked whether to send it. */
  dropped: Dropped | undefined;
  /** Where fetched files lie. */
  saved: readonly string[];
}

export interface Dropped {
  path: string;
  /** As the terminal pasted it. */
  text: string;
}

export const noFiles: RoomFiles = {
  rules: undefined,
  transfers: [],
  marked: undefined,
  dropped: undefined,
  saved: [],
};

/** A message that announces a file. */
export type FileMessage = Message & { file: Attachment };

export function isFileMessage(message: Message | undefined): message is FileMessage {
  return message?.file !== undefined;
}

export function filesAfter(files: RoomFiles, event: RoomEvent): RoomFiles {
  switch (event.type) {
    case "entered":
      return { ...files, rules: event.files };
    case "progress":
      return {
        ...files,
        transfers: withTransfer(files.transfers, event.transfer, Date.now()),
        saved: savedAfter(files.saved, event.transfer),
      };
    case "failuresSeen":
      return { ...files, transfers: withoutFailed(files.transfers) };
    case "fileMarked":
      return { ...files, marked: event.seq };
    case "unfolded":
      return { ...files, marked: undefined };
    case "fileDropped":
      return { ...files, dropped: { path: event.path, text: event.text } };
    case "dropAnswered":
      return { ...files, dropped: undefined };
    case "edited":
      // Enter is for what is written.
      return event.field.text === "" ? files : { ...files, marked: undefined };
    default:
      return files;
  }
}

function savedAfter(saved: readonly string[], { state, path }: Transfer): readonly string[] {
  const isNew = state === "done" && path !== undefined && !saved.includes(path);
  return isNew ? [...saved, path] : saved;
}

interface Marked {
  files: RoomFiles;
  messages: readonly Message[];
}

/** The marked message, a file or a folded one, as long as nobody took it away. */
export function markedMessage({ files: { marked }, messages }: Marked): Message | undefined {
  if (marked === undefined) return undefined;
  return messages.findLast(({ seq }) => seq === marked);
}

/** The marked message if it is a file. */
export function markedFile(view: Marked): FileMessage | undefined {
  const message = markedMessage(view);
  return isFileMessage(message) ? message : undefined;
}
