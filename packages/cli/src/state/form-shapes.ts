import { words } from "../words/words.ts";

// The forms: what each asks for, row by row, and where its links lead.

export type FormKind = "code" | "signIn" | "register" | "requestReset" | "reset" | "firstRun";

export type FormRow =
  | { type: "text" | "secret"; name: string; label: string; optional?: true }
  | { type: "choice"; name: string; label: string }
  /** Leads to another form. */
  | { type: "link"; name: string; label: string; to: FormKind };

interface FormShape {
  title: string;
  rows: readonly FormRow[];
}

const { titles, fields, links } = words.forms;

const user = { type: "text", name: "user", label: fields.user } as const;
const email = { type: "text", name: "email", label: fields.email } as const;
const password = { type: "secret", name: "password", label: fields.password } as const;
const again = { type: "secret", name: "again", label: fields.passwordAgain } as const;
const remember = { type: "choice", name: "remember", label: fields.remember } as const;
const backToSignIn = {
  type: "link",
  name: "signIn",
  label: links.backToSignIn,
  to: "signIn",
} as const;

export const forms: Record<FormKind, FormShape> = {
  code: {
    title: titles.code,
    rows: [{ type: "text", name: "words", label: fields.roomCode, optional: true }],
  },
  signIn: {
    title: titles.signIn,
    rows: [
      { type: "text", name: "login", label: fields.login },
      password,
      remember,
      { type: "link", name: "forgot", label: links.forgot, to: "requestReset" },
      { type: "link", name: "register", label: links.register, to: "register" },
    ],
  },
  register: {
    title: titles.register,
    rows: [
      user,
      email,
      password,
      again,
      { type: "text", name: "mentorCode", label: fields.mentorCode, optional: true },
      remember,
      { type: "link", name: "signIn", label: links.signIn, to: "signIn" },
    ],
  },
  requestReset: {
    title: titles.requestReset,
    rows: [
      email,
      { type: "link", name: "reset", label: links.haveCode, to: "reset" },
      backToSignIn,
    ],
  },
  reset: {
    title: titles.reset,
    rows: [
      email,
      { type: "text", name: "resetCode", label: fields.resetCode },
      { ...password, label: fields.newPassword },
      { ...again, label: fields.newPasswordAgain },
      remember,
      { type: "link", name: "request", label: links.askForCode, to: "requestReset" },
      backToSignIn,
    ],
  },
  firstRun: {
    title: titles.firstRun,
    rows: [user, email, password, again, remember],
  },
};
