import type { Tone } from "./colour.ts";
import { type Language, languageOf } from "./languages.ts";

/** A piece of a row in one tone; what has none looks like all text. */
export interface Span {
  text: string;
  tone?: Tone;
}

/** The lines of a code, each as its pieces; in one piece where the language is none that we know. */
export function highlighted(code: string, language: string): Span[][] {
  const known = languageOf(language);
  return linesOf(known ? spansIn(code, known) : [{ text: code }]);
}

function spansIn(code: string, { pattern, keywords }: Language): Span[] {
  const spans: Span[] = [];
  let end = 0;
  for (const match of code.matchAll(pattern)) {
    const tone = toneOf(match, keywords);
    if (!tone) continue;
    if (match.index > end) spans.push({ text: code.slice(end, match.index) });
    end = match.index + match[0].length;
    spans.push({ text: match[0], tone });
  }
  return end < code.length ? [...spans, { text: code.slice(end) }] : spans;
}

function toneOf({ groups = {} }: RegExpMatchArray, keywords: Language["keywords"]): Span["tone"] {
  if (groups.comment !== undefined) return "comment";
  if (groups.literal !== undefined) return "literal";
  if (groups.number !== undefined) return "number";
  if (groups.directive !== undefined) return "keyword";
  return groups.word !== undefined && keywords.has(groups.word) ? "keyword" : undefined;
}

function linesOf(spans: readonly Span[]): Span[][] {
  const lines: Span[][] = [[]];
  for (const { text, ...tone } of spans) {
    for (const [row, part] of text.split("\n").entries()) {
      if (row > 0) lines.push([]);
      if (part !== "") lines.at(-1)?.push({ text: part, ...tone });
    }
  }
  return lines;
}
