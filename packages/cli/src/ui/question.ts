import { codePoints, sizeWords } from "@classchat/core";
import { insert } from "../input/editor.ts";
import { type PasteWay, pasteWays } from "../input/paste-way.ts";
import type { Dropped } from "../state/room-files.ts";
import { ownText, type RoomView } from "../state/room-view.ts";
import { drawableLine } from "./drawable.ts";

/** What stands above the field until it is answered; that of the program comes first. */
export function questionOf(view: RoomView): string | undefined {
  const { question, files } = view;
  return (
    question ?? (files.dropped && dropWords(files.dropped, files.rules)) ?? pasteQuestion(view)
  );
}

/** How the question can be answered, in letters. */
export function answersTo(view: RoomView): readonly string[] {
  return isPasteAsked(view) ? waysOf(view).map((way) => way.charAt(0)) : ["y", "n"];
}

/** Whether what is asked now is what becomes of a pasted text. */
export function isPasteAsked({ question, files, pasted }: RoomView): boolean {
  return pasted !== undefined && question === undefined && !files.dropped;
}

/** What the field would hold with what was pasted. */
export function textWithPaste(view: RoomView): string {
  return insert(ownText(view), view.pasted ?? "").text;
}

export function linesOf(text: string): number {
  return text.trimEnd().split("\n").length;
}

const wayWords = {
  send: "(s)end it as one message",
  file: "as a (f)ile",
  edit: "(e)dit it in the field",
  cancel: "(c)ancel",
} as const satisfies Record<PasteWay, string>;

function pasteQuestion(view: RoomView): string | undefined {
  if (view.pasted === undefined) return undefined;
  const lines = linesOf(view.pasted);
  const length = lines > 1 ? `${lines} lines` : `${codePoints(view.pasted)} characters`;
  return `${length} to be pasted: ${waysOf(view)
    .map((way) => wayWords[way])
    .join(", ")}?`;
}

function waysOf(view: RoomView): readonly PasteWay[] {
  return pasteWays(textWithPaste(view));
}

function dropWords({ path }: Dropped, rules: RoomView["files"]["rules"]): string {
  const name = drawableLine(path.split(/[\\/]/u).filter(Boolean).at(-1) ?? path);
  const kind = rules?.kinds === "text" ? "text, " : "";
  const takes = rules ? ` The room takes ${kind}at most ${sizeWords(rules.maxBytes)}.` : "";
  return `Send ${name} as a file?${takes}`;
}
