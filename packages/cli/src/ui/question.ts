import { codePoints, type FileRules } from "@classchat/core";
import { insert } from "../input/editor.ts";
import { fileSize } from "../input/file-size.ts";
import { type PasteWay, pasteWays } from "../input/paste-way.ts";
import type { Dropped } from "../state/room-files.ts";
import { ownText, type RoomView } from "../state/room-view.ts";
import { words } from "../words/words.ts";
import { drawableLine, drawableText } from "./drawable.ts";

/** What stands above the field until it is answered; that of the program comes first. */
export function questionOf(view: RoomView): string | undefined {
  const { question, files } = view;
  return (
    (question === undefined ? undefined : drawableText(question)) ??
    (files.dropped && dropWords(files.dropped, files.rules)) ??
    pasteQuestion(view)
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

const { question: said } = words.screen;
const wayWords: Readonly<Record<PasteWay, string>> = said.paste;

function pasteQuestion(view: RoomView): string | undefined {
  if (view.pasted === undefined) return undefined;
  const lines = linesOf(view.pasted);
  const ways = waysOf(view).map((way) => wayWords[way]);
  if (lines > 1) return said.pasteLines(lines, ways);
  return said.pasteCharacters(codePoints(view.pasted), ways);
}

function waysOf(view: RoomView): readonly PasteWay[] {
  return pasteWays(textWithPaste(view));
}

function dropWords({ path }: Dropped, rules: FileRules | undefined): string {
  const name = drawableLine(path.split(/[\\/]/u).filter(Boolean).at(-1) ?? path);
  const question = said.sendFile(name);
  return rules ? `${question} ${takesWords(rules)}` : question;
}

function takesWords({ kinds, maxBytes }: FileRules): string {
  const size = fileSize(maxBytes);
  return kinds === "text" ? said.takesText(size) : said.takesAny(size);
}
