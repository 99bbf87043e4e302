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

const user = { type: "text", name: "user", label: "user name" } as const;
const email = { type: "text", name: "email", label: "e-mail name" } as const;
const password = { type: "secret", name: "password", label: "password" } as const;
const again = { type: "secret", name: "again", label: "password again" } as const;
const backToSignIn = {
  type: "link",
  name: "signIn",
  label: "back to sign in",
  to: "signIn",
} as const;

export const forms: Record<FormKind, FormShape> = {
  code: {
    title: "The four words on the mentor's screen (Enter alone skips them)",
    rows: [{ type: "text", name: "words", label: "room code", optional: true }],
  },
  signIn: {
    title: "Sign in",
    rows: [
      { type: "text", name: "login", label: "user or e-mail name" },
      password,
      { type: "choice", name: "remember", label: "stay signed in on this computer" },
      { type: "link", name: "forgot", label: "forgot the password?", to: "requestReset" },
      { type: "link", name: "register", label: "no account yet? make one", to: "register" },
    ],
  },
  register: {
    title: "Make an account",
    rows: [
      user,
      { ...email, label: "e-mail name (before the @)" },
      password,
      again,
      { type: "text", name: "mentorCode", label: "mentor code, if you have one", optional: true },
      { type: "link", name: "signIn", label: "have an account? sign in", to: "signIn" },
    ],
  },
  requestReset: {
    title: "Forgot the password? A one-time code lets you set a new one.",
    rows: [
      { ...email, label: "e-mail name (before the @)" },
      { type: "link", name: "reset", label: "have a code? go on", to: "reset" },
      backToSignIn,
    ],
  },
  reset: {
    title: "Set a new password",
    rows: [
      { ...email, label: "e-mail name (before the @)" },
      { type: "text", name: "resetCode", label: "code" },
      { ...password, label: "new password" },
      { ...again, label: "new password again" },
      { type: "link", name: "request", label: "no code yet? ask for one", to: "requestReset" },
      backToSignIn,
    ],
  },
  firstRun: {
    title: "Welcome. Make the mentor's account, yours:",
    rows: [user, { ...email, label: "e-mail name (before the @)" }, password, again],
  },
};
