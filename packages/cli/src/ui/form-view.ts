import stringWidth from "string-width";
import wrapAnsi from "wrap-ansi";
import { viewField } from "../input/field-view.ts";
import { editOf, type Form, focusedRow, isChosen, rowsOf } from "../state/form.ts";
import { type FormRow, forms } from "../state/form-shapes.ts";
import { words } from "../words/words.ts";
import { drawableText, fit } from "./drawable.ts";
import { formHints } from "./key-hints.ts";
import type { Size } from "./scroll.ts";

/** One row of a form on the screen. */
export interface FormLine {
  key: string;
  text: string;
  tone: "title" | "plain" | "focus" | "error" | "dim";
  /** What is typed stands in the order in which it is typed, or the cursor would be elsewhere. */
  isTyped?: true;
}

export interface FormView {
  lines: readonly FormLine[];
  cursor: { x: number; y: number } | undefined;
}

interface Drawn {
  lines: FormLine[];
  /** The cell of the cursor, counted from the first of these lines. */
  cursor?: { x: number; y: number };
}

const graphemes = new Intl.Segmenter(undefined, { granularity: "grapheme" });
const marker = 2;

/** The part of the form that fits, with the row that has the keys and what is said about it. */
export function viewForm(form: Form, { width, height }: Size): FormView {
  const parts = [titlePart(form, width), ...rowParts(form, width), footerPart(form, width)];
  const lines = parts.flatMap((part) => part.lines);
  const before = parts.slice(0, form.focus + 1).flatMap((part) => part.lines).length;
  const focused = parts[form.focus + 1];
  const lowest = before + (focused?.lines.length ?? 1);
  const from = Math.max(0, Math.min(Math.max(0, lowest - height), lines.length - height, before));
  return { lines: lines.slice(from, from + height), cursor: cursorAt(focused, before - from) };
}

function cursorAt(focused: Drawn | undefined, top: number): { x: number; y: number } | undefined {
  return focused?.cursor && { x: focused.cursor.x, y: top + focused.cursor.y };
}

function titlePart({ kind, words: told }: Form, width: number): Drawn {
  const title = textLines(forms[kind].title, { name: "title", tone: "title", width });
  const below = told ? textLines(told, { name: "words", tone: "plain", width }) : [];
  return { lines: [...title, ...below, line("below-title", "", "plain")] };
}

function textLines(
  text: string,
  { name, tone, width }: { name: string; tone: FormLine["tone"]; width: number },
): FormLine[] {
  const rows = wrapAnsi(text, width - 1, { hard: true }).split("\n");
  return rows.map((text, row) => line(`${name}:${row}`, text, tone));
}

function footerPart(form: Form, width: number): Drawn {
  const text = form.busy ? busyWords(form) : formHints(rowsOf(form), focusedRow(form));
  const footer = textLines(text, { name: "footer", tone: "dim", width });
  return { lines: [line("above-footer", "", "plain"), ...footer] };
}

function busyWords({ before }: Form): string {
  return before === undefined ? words.forms.busy : words.forms.waiting(before);
}

function rowParts(form: Form, width: number): Drawn[] {
  return rowsOf(form).map((row, index) => {
    const drawn = drawRow(form, row, { width, focused: index === form.focus && !form.busy });
    return { ...drawn, lines: [...drawn.lines, ...errorLines(form, row, width)] };
  });
}

interface RowPlace {
  width: number;
  focused: boolean;
}

function drawRow(form: Form, row: FormRow, place: RowPlace): Drawn {
  if (row.type === "choice")
    return drawSwitch(row, place, isChosen(form, row.name) ? "[x] " : "[ ] ");
  if (row.type === "link") return drawSwitch(row, place, "");
  return drawField(form, row, place);
}

function drawSwitch(row: FormRow, { focused, width }: RowPlace, sign: string): Drawn {
  const text = fit(`${pointer(focused)}${sign}${row.label}`, width - 1).trimEnd();
  const lines = [line(row.name, text, focused ? "focus" : "plain")];
  return focused ? { lines, cursor: { x: marker, y: 0 } } : { lines };
}

/** The label and behind it the field; below it where the window is narrow. */
function drawField(form: Form, row: FormRow, { width, focused }: RowPlace): Drawn {
  const label = labelWidth(form, width);
  const start = label > 0 ? marker + label + 1 : marker;
  const { text, x } = fieldOf(form, row, width - start - 1);
  const tone = focused ? "focus" : "plain";
  const cursor = { x: start + x, y: label > 0 ? 0 : 1 };
  const lines =
    label > 0
      ? [typed(row.name, `${pointer(focused)}${fit(row.label, label)} ${text}`, tone)]
      : [
          line(`${row.name}:label`, fit(`${pointer(focused)}${row.label}`, width - 1), tone),
          typed(row.name, `  ${text}`, "plain"),
        ];
  return focused ? { lines, cursor } : { lines };
}

function fieldOf(form: Form, row: FormRow, width: number): { text: string; x: number } {
  const edit = editOf(form, row.name);
  const shown = row.type === "secret" ? masked(edit) : edit;
  const { rows, x } = viewField(shown, { width, maxRows: 1 }, drawableText);
  return { text: rows[0] ?? "", x };
}

/** A star for each character, so that only the length is seen. */
function masked({ text, cursor }: { text: string; cursor: number }) {
  const stars = (part: string) => "*".repeat([...graphemes.segment(part)].length);
  return { text: stars(text), cursor: stars(text.slice(0, cursor)).length };
}

function labelWidth(form: Form, width: number): number {
  const fields = rowsOf(form).filter(({ type }) => type === "text" || type === "secret");
  const widest = Math.max(...fields.map(({ label }) => stringWidth(label)));
  return widest + 24 <= width ? widest : 0;
}

function errorLines({ refusal }: Form, { name }: FormRow, width: number): FormLine[] {
  if (refusal?.row !== name) return [];
  const rows = wrapAnsi(refusal.text, Math.max(8, width - 5), { hard: true }).split("\n");
  return rows.map((text, row) =>
    line(`${name}:error:${row}`, `${row === 0 ? "  ! " : "    "}${text}`, "error"),
  );
}

function pointer(focused: boolean): string {
  return focused ? "› " : "  ";
}

function typed(key: string, text: string, tone: FormLine["tone"]): FormLine {
  return { key, text, tone, isTyped: true };
}

function line(key: string, text: string, tone: FormLine["tone"]): FormLine {
  return { key, text, tone };
}
