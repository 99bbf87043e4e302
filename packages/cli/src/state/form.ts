import type { ErrorCode, ErrorDetails } from "@classchat/core";
import { durationWords } from "../input/duration-words.ts";
import { type Edit, emptyEdit, insert } from "../input/editor.ts";
import { words } from "../words/words.ts";
import { type FormKind, type FormRow, forms } from "./form-shapes.ts";

// What stands in a form and which row has the keys. A form is plain data; who shows it and what its answers lead to is
// elsewhere, as is what each asks for.

export interface Form {
  kind: FormKind;
  /** What is to be known before it is filled in. */
  words?: string;
  values: Readonly<Record<string, Edit>>;
  /** Index of the row that has the keys. */
  focus: number;
  /** The answers are on their way. */
  busy: boolean;
  /** They wait for their turn on the host, behind so many. */
  before?: number | undefined;
  refusal: Refusal | undefined;
}

export interface Refusal {
  /** The name of the row that is to blame. */
  row: string;
  text: string;
}

export function newForm(kind: FormKind): Form {
  return { kind, values: {}, focus: 0, busy: false, refusal: undefined };
}

/** The form that a link leads to: what was typed goes along, but for passwords, which mean another thing there. */
export function followed(form: Form, to: FormKind): Form {
  const { password: _, again: __, ...values } = form.values;
  return { ...newForm(to), values };
}

export function rowsOf(form: Form): readonly FormRow[] {
  return forms[form.kind].rows;
}

export function focusedRow(form: Form): FormRow {
  const row = rowsOf(form)[form.focus];
  if (!row) throw new RangeError(`${form.kind} has no row ${form.focus}`);
  return row;
}

export function editOf(form: Form, name: string): Edit {
  return form.values[name] ?? emptyEdit;
}

export function answer(form: Form, name: string): string {
  return editOf(form, name).text;
}

export function isChosen(form: Form, name: string): boolean {
  return answer(form, name) !== "";
}

/** What is wrong with a row is not said of it any more when it has changed. */
export function withEdit(form: Form, name: string, edit: Edit): Form {
  const isSame = answer(form, name) === edit.text;
  const refusal = isSame || form.refusal?.row !== name ? form.refusal : undefined;
  return { ...form, values: { ...form.values, [name]: edit }, refusal };
}

export function toggled(form: Form, name: string): Form {
  return withEdit(form, name, isChosen(form, name) ? emptyEdit : insert(emptyEdit, "yes"));
}

/** The next row has the keys; after the last one, the first. */
export function focusMoved(form: Form, by: number): Form {
  const { length } = rowsOf(form);
  return { ...form, focus: (form.focus + by + length) % length };
}

/** The first row that still has to be filled in. */
export function missingRow(form: Form): FormRow | undefined {
  return rowsOf(form).find((row) => isRequired(row) && answer(form, row.name) === "");
}

export function focusOn(form: Form, name: string): Form {
  const focus = rowsOf(form).findIndex((row) => row.name === name);
  return focus < 0 ? form : { ...form, focus };
}

export function sent(form: Form): Form {
  return { ...form, busy: true, refusal: undefined };
}

/** The answers may be changed again. */
export function idle(form: Form): Form {
  return { ...form, busy: false, before: undefined };
}

/** The form with the reason under the row that is to blame, in the words of the table of errors. */
export function refused(
  form: Form,
  { code, ...details }: ErrorDetails & { code: ErrorCode },
): Form {
  const row = blamedRow(form, code, details.field);
  const text = words.errors[code] + waitOf(details);
  const cleared = code === "wrong-password" ? withEdit(form, "password", emptyEdit) : form;
  return refusedWith(cleared, { row, text });
}

export function refusedWith(form: Form, refusal: Refusal): Form {
  return { ...idle(focusOn(form, refusal.row)), refusal };
}

function isRequired(row: FormRow): boolean {
  return (row.type === "text" || row.type === "secret") && !row.optional;
}

function waitOf({ retryAfterMs }: ErrorDetails): string {
  return retryAfterMs === undefined ? "" : ` ${words.forms.wait(durationWords(retryAfterMs))}`;
}

/** The row a refusal belongs to: the named one, else the one that the code speaks of, else the first. */
function blamedRow(form: Form, code: ErrorCode, field: string | undefined): string {
  const names = rowsOf(form).map((row) => row.name);
  const wanted = [
    field,
    ...blame.filter(([start]) => code.startsWith(start)).map(([, row]) => row),
  ];
  return wanted.find((name) => name !== undefined && names.includes(name)) ?? names[0] ?? "";
}

const blame: readonly (readonly [string, string])[] = [
  ["name-", "user"],
  ["email-", "email"],
  ["password-", "password"],
  ["wrong-password", "password"],
  ["wrong-mentor-code", "mentorCode"],
  ["wrong-reset-code", "resetCode"],
  ["wrong-room-code", "words"],
];
