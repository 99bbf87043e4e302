import { ChatError, check, EmailName, Password, UserName } from "@classchat/core";
import { words } from "../words/words.ts";
import { answer, type Form, focusedRow, type Refusal, rowsOf } from "./form.ts";
import type { FormRow } from "./form-shapes.ts";

// What can be said of an answer before a host is asked, so that it is said as soon as it stands there.

const schemas: Readonly<Record<string, Parameters<typeof check>[0]>> = {
  user: UserName,
  email: EmailName,
  password: Password,
};

/** The form when its row is left: with what is wrong there below it, if anything is. */
export function looked(form: Form): Form {
  const refusal = faultIn(form, focusedRow(form));
  return refusal ? { ...form, refusal } : form;
}

/** The first thing that is wrong with the answers. */
export function firstFault(form: Form): Refusal | undefined {
  return rowsOf(form)
    .map((row) => faultIn(form, row))
    .find((fault) => fault !== undefined);
}

/** Nothing is wrong with what is not there yet; nor with a password that is not a new one, which is right or is not. */
function faultIn(form: Form, { name }: FormRow): Refusal | undefined {
  const text = answer(form, name);
  if (text === "" || !(isNewPassword(form) || name === "email")) return undefined;
  if (name === "again") return text === answer(form, "password") ? undefined : differing;
  return shapeFault(name, text);
}

const differing: Refusal = { row: "again", text: words.forms.passwordsDiffer };

/** Nobody sees a new password, so it is typed twice. */
function isNewPassword(form: Form): boolean {
  return rowsOf(form).some(({ name }) => name === "again");
}

function shapeFault(row: string, text: string): Refusal | undefined {
  const schema = schemas[row];
  if (!schema) return undefined;
  try {
    check(schema, text);
    return undefined;
  } catch (error) {
    if (!(error instanceof ChatError)) throw error;
    return { row, text: words.errors[error.code] };
  }
}
