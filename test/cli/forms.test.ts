import assert from "node:assert/strict";
import { emptyEdit, insert } from "classchat/input/editor";
import type { Event } from "classchat/state/events";
import {
  answer,
  type Form,
  focusedRow,
  focusOn,
  followed,
  newForm,
  sent,
  withEdit,
} from "classchat/state/form";
import { firstFault, looked } from "classchat/state/form-check";
import { activeRoom } from "classchat/state/state";
import { viewForm } from "classchat/ui/form-view";
import { words } from "classchat/words/words";
import { after, opened, roomId } from "../support/views.ts";

describe("the answers in a form", () => {
  const answered = (kind: Form["kind"], name: string, text: string): Form =>
    focusOn(withEdit(newForm(kind), name, insert(emptyEdit, text)), name);

  it("are looked at when their field is left, and blamed no more once they change [C76]", () => {
    const left = looked(answered("register", "email", "anu@school.edu"));
    assert.deepEqual(left.refusal, { row: "email", text: words.errors["email-at"] });
    const changed = withEdit(left, "email", insert(emptyEdit, "anu"));
    assert.equal(changed.refusal, undefined);
    assert.equal(looked(changed).refusal, undefined);
    assert.ok(withEdit(left, "user", insert(emptyEdit, "anu")).refusal);
  });

  it("are sent when nothing is wrong with any of them, and the first that is wrong is told [C76]", () => {
    const all = { user: "an u", email: "anu", password: "short", again: "other" };
    const wrong = Object.entries(all).reduce(
      (form, [name, text]) => withEdit(form, name, insert(emptyEdit, text)),
      newForm("register"),
    );
    assert.equal(firstFault(wrong)?.row, "user");
    const named = withEdit(wrong, "user", insert(emptyEdit, "anu"));
    assert.equal(firstFault(named)?.text, words.errors["password-length"]);
    const long = withEdit(named, "password", insert(emptyEdit, "long enough"));
    assert.equal(firstFault(long)?.text, words.forms.passwordsDiffer);
    assert.equal(firstFault(withEdit(long, "again", insert(emptyEdit, "long enough"))), undefined);
  });

  it("may be anything where the host alone knows what is right [C76]", () => {
    assert.equal(looked(answered("signIn", "password", "x")).refusal, undefined);
    assert.equal(looked(answered("signIn", "login", "@")).refusal, undefined);
    assert.equal(looked(newForm("register")).refusal, undefined);
  });
});

describe("the forms for a forgotten password", () => {
  const room = roomId;
  const filled = (form: Form, answers: Record<string, string>): Form =>
    Object.entries(answers).reduce(
      (form, [name, text]) => withEdit(form, name, insert(emptyEdit, text)),
      form,
    );
  const asking = filled(newForm("requestReset"), { email: "anu.k" });
  const formAfter = (...events: Event[]): Form => {
    const shown: Event = { type: "formEdited", room, form: asking };
    const form = activeRoom(after(opened, { type: "signInAsked", room }, shown, ...events))?.form;
    assert.ok(form);
    return form;
  };
  const requested = (delivery: "mail" | "mentor"): Event => {
    return { type: "resetRequested", room, delivery };
  };

  it("lead from the request to the code, under the same e-mail name [C32]", () => {
    const form = formAfter(requested("mail"));
    assert.equal(form.kind, "reset");
    assert.equal(answer(form, "email"), "anu.k");
    assert.equal(focusedRow(form).name, "resetCode");
    assert.match(form.words ?? "", /If there is such an account.*by mail.*10 minutes/u);
    assert.match(formAfter(requested("mentor")).words ?? "", /Ask your mentor.*15 minutes/u);
  });

  it("say what to do when no mail goes out, and keep what is typed [C32]", () => {
    const form = formAfter(requested("mail"), { type: "mailFailed", room });
    assert.match(form.words ?? "", /does not go out. Ask your mentor/u);
    assert.equal(answer(form, "email"), "anu.k");
    const { lines } = viewForm(form, { width: 80, height: 20 });
    assert.match(lines[1]?.text ?? "", /^The mail does not go out/u);
  });

  it("say so also where that is told before the host has answered [C32]", () => {
    const form = formAfter({ type: "mailFailed", room }, requested("mail"));
    assert.equal(form.kind, "reset");
    assert.match(form.words ?? "", /does not go out. Ask your mentor/u);
  });

  it("stay open, with their words, when the connection was lost meanwhile [C32]", () => {
    const form = formAfter(requested("mail"), { type: "signInAsked", room });
    assert.equal(form.kind, "reset");
    assert.ok(form.words);
  });

  it("say under the code that it is wrong [C32]", () => {
    const form = formAfter(requested("mail"), {
      type: "formRefused",
      room,
      code: "wrong-reset-code",
    });
    assert.equal(form.refusal?.row, "resetCode");
    assert.match(form.refusal?.text ?? "", /wrong, used or too old/u);
  });

  it("are told under the e-mail name when it was asked too often [C32]", () => {
    const refused: Event = { type: "formRefused", room, code: "slow-down", retryAfterMs: 60_000 };
    assert.deepEqual(formAfter(refused).refusal?.row, "email");
  });

  it("show how many are before whoever waits to be signed in, until there is an answer [C71]", () => {
    const busy: Event = { type: "formEdited", room, form: sent(newForm("signIn")) };
    const waiting: Event = { type: "waiting", room, before: 12 };
    const size = { width: 80, height: 20 };
    const footer = (form: Form) => viewForm(form, size).lines.at(-1)?.text ?? "";
    assert.equal(footer(formAfter(busy, waiting)), "signing in: 12 before you…");
    const refused: Event = { type: "formRefused", room, code: "wrong-password" };
    for (const form of [formAfter(waiting), formAfter(busy, waiting, refused), sent(asking)]) {
      assert.doesNotMatch(footer(form), /12/u);
    }
  });

  it("take no password along from one to another [C32]", () => {
    const signIn = filled(newForm("signIn"), { login: "anu", password: "guess", email: "anu.k" });
    const next = followed(signIn, "requestReset");
    assert.deepEqual([answer(next, "password"), answer(next, "email")], ["", "anu.k"]);
  });
});
