import { cleanText } from "@classchat/core";
import { type Edit, insert } from "../input/editor.ts";
import { type ForKeys, forKey, type Keystroke } from "../input/key-table.ts";
import {
  answer,
  editOf,
  type Form,
  focusedRow,
  focusMoved,
  focusOn,
  followed,
  isChosen,
  missingRow,
  refusedWith,
  sent,
  toggled,
  withEdit,
} from "../state/form.ts";
import { firstFault, looked } from "../state/form-check.ts";
import type { FormRow } from "../state/form-shapes.ts";
import { activeRoom } from "../state/state.ts";
import { words } from "../words/words.ts";
import type { Desk } from "./desk.ts";
import { lineMove } from "./edit-keys.ts";

type Press = (desk: Desk, form: Form) => void;

const formKeys: ForKeys<"form", Press> = {
  next: (desk, form) => change(desk, focusMoved(looked(form), 1)),
  previous: (desk, form) => change(desk, focusMoved(looked(form), -1)),
  choose,
  goOn: enter,
};

export function pressInForm(desk: Desk, keystroke: Keystroke): void {
  const form = formOf(desk);
  if (!form || form.busy) return;
  const press = forKey("form", formKeys, keystroke);
  const isTyped = isField(focusedRow(form)) && (!press || "text" in keystroke);
  if (isTyped) edit(desk, form, lineMove(keystroke));
  else press?.(desk, form);
}

export function pasteIntoForm(desk: Desk, text: string): void {
  const form = formOf(desk);
  const line = cleanText(text).trim().replace(/\s+/gu, " ");
  if (form && !form.busy && isField(focusedRow(form))) {
    edit(desk, form, (edit) => insert(edit, line));
  }
}

function formOf({ model }: Desk): Form | undefined {
  const state = model.get();
  return state.firstRun ?? activeRoom(state)?.form;
}

function change({ model }: Desk, form: Form): void {
  const state = model.get();
  if (form.kind === "firstRun") model.dispatch({ type: "firstRunEdited", form });
  else model.dispatch({ type: "formEdited", room: state.active, form });
}

function isField(row: FormRow): boolean {
  return row.type === "text" || row.type === "secret";
}

function edit(desk: Desk, form: Form, move: ((edit: Edit) => Edit) | undefined): void {
  const { name } = focusedRow(form);
  if (move) change(desk, withEdit(form, name, move(editOf(form, name))));
}

function choose(desk: Desk, form: Form): void {
  const row = focusedRow(form);
  if (row.type === "choice") change(desk, toggled(form, row.name));
}

/** Goes on to what is still missing, and sends the form when nothing is. */
function enter(desk: Desk, form: Form): void {
  const row = focusedRow(form);
  const missing = missingRow(form);
  if (row.type === "link") change(desk, followed(form, row.to));
  else if (!missing) send(desk, form);
  else if (missing.name !== row.name) change(desk, focusOn(looked(form), missing.name));
  else change(desk, refusedWith(form, { row: row.name, text: words.forms.needed }));
}

function send(desk: Desk, form: Form): void {
  const fault = firstFault(form);
  if (fault) change(desk, refusedWith(form, fault));
  else sendChecked(desk, form);
}

function sendChecked(desk: Desk, form: Form): void {
  switch (form.kind) {
    case "code":
      sendCode(desk, form);
      break;
    case "signIn":
      sendSignIn(desk, form);
      break;
    case "register":
      sendRegistration(desk, form);
      break;
    case "requestReset":
      sendResetRequest(desk, form);
      break;
    case "reset":
      sendReset(desk, form);
      break;
    case "firstRun":
      sendFirstRun(desk, form);
  }
}

function sendCode(desk: Desk, form: Form): void {
  const room = desk.model.get().active;
  const words = answer(form, "words").trim();
  if (words) change(desk, sent(form));
  else desk.model.dispatch({ type: "codeSkipped", room });
  desk.actions.giveCode(room, words || undefined);
}

function sendSignIn(desk: Desk, form: Form): void {
  change(desk, sent(form));
  desk.actions.signIn(desk.model.get().active, {
    login: answer(form, "login").trim(),
    password: answer(form, "password"),
    remember: isChosen(form, "remember"),
  });
}

function sendRegistration(desk: Desk, form: Form): void {
  const mentorCode = answer(form, "mentorCode").trim();
  change(desk, sent(form));
  desk.actions.register(desk.model.get().active, {
    ...accountOf(form),
    ...(mentorCode ? { mentorCode } : {}),
    remember: isChosen(form, "remember"),
  });
}

function sendResetRequest(desk: Desk, form: Form): void {
  change(desk, sent(form));
  desk.actions.requestReset(desk.model.get().active, answer(form, "email").trim());
}

function sendReset(desk: Desk, form: Form): void {
  change(desk, sent(form));
  desk.actions.reset(desk.model.get().active, {
    email: answer(form, "email").trim(),
    resetCode: answer(form, "resetCode").trim(),
    password: answer(form, "password"),
    remember: isChosen(form, "remember"),
  });
}

function sendFirstRun(desk: Desk, form: Form): void {
  change(desk, sent(form));
  desk.actions.createMentor({ ...accountOf(form), remember: isChosen(form, "remember") });
}

function accountOf(form: Form): { user: string; email: string; password: string } {
  return {
    user: answer(form, "user").trim(),
    email: answer(form, "email").trim(),
    password: answer(form, "password"),
  };
}
