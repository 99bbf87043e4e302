import { limits } from "@classchat/core";
import { words } from "../words/words.ts";
import type { RoomEvent } from "./events.ts";
import { editOf, type Form, focusOn, idle, newForm, refused } from "./form.ts";
import type { FormKind } from "./form-shapes.ts";

type Of<Type extends RoomEvent["type"]> = Extract<RoomEvent, { type: Type }>;

/** The form in front of a room after the event; nothing when there is nothing to fill in. */
export function formAfter(form: Form | undefined, event: RoomEvent): Form | undefined {
  switch (event.type) {
    case "codeAsked":
      return newForm("code");
    case "codeSkipped":
      return undefined;
    case "signInAsked":
      return signInForm(form, event);
    case "formRefused":
      return form && refused(form, event);
    case "formEdited":
      return event.form;
    case "resetRequested":
      return form && resetForm(form, event);
    case "waiting":
      return form?.busy ? { ...form, before: event.before } : form;
    case "mailFailed":
      return form && withoutMail(form);
    default:
      return form;
  }
}

const guestForms: readonly FormKind[] = ["signIn", "register", "requestReset", "reset"];

/** What was typed stays when the question comes again, as after a lost connection. */
function signInForm(form: Form | undefined, { code }: Of<"signInAsked">): Form {
  const isOpen = form && guestForms.includes(form.kind);
  const open = isOpen ? idle(form) : newForm("signIn");
  return code ? refused(open, { code }) : open;
}

/** The next step, under the same e-mail name. */
function resetForm(form: Form, { delivery }: Of<"resetRequested">): Form {
  const values = { email: editOf(form, "email"), remember: editOf(form, "remember") };
  const isWithoutMail = form.words === mailFailed;
  const told = isWithoutMail ? mailFailed : deliveryWords[delivery];
  return focusOn({ ...newForm("reset"), values, words: told }, "resetCode");
}

/** It may be told before the host's answer is on the screen. */
function withoutMail(form: Form): Form {
  const isWaiting = form.kind === "reset" || form.kind === "requestReset";
  return isWaiting ? { ...form, words: mailFailed } : form;
}

const minutes = (ms: number) => Math.round(ms / 60_000);
const { codeByMail, codeByMentor, mailFailed } = words.forms;

const deliveryWords = {
  mail: codeByMail(minutes(limits.resetCode.mailMs)),
  mentor: codeByMentor(minutes(limits.resetCode.mentorMs)),
} as const;
