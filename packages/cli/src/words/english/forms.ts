/** Forms: titles, fields, hints and what is wrong in a field. */
export const forms = {
  titles: {
    code: "The four words on the mentor's screen (Enter alone skips them)",
    signIn: "Sign in",
    register: "Make an account",
    requestReset: "Forgot the password? A one-time code lets you set a new one.",
    reset: "Set a new password",
    firstRun: "Welcome. Make the mentor's account, yours:",
  },
  fields: {
    roomCode: "room code",
    login: "user or e-mail name",
    user: "user name",
    email: "e-mail name (before the @)",
    password: "password",
    passwordAgain: "password again",
    newPassword: "new password",
    newPasswordAgain: "new password again",
    remember: "stay signed in on this computer",
    mentorCode: "mentor code, if you have one",
    resetCode: "code",
  },
  links: {
    forgot: "forgot the password?",
    register: "no account yet? make one",
    signIn: "have an account? sign in",
    haveCode: "have a code? type it in",
    askForCode: "no code yet? ask for one",
    backToSignIn: "back to sign in",
  },
  busy: "one moment…",
  waiting: (before: number) => `signing in: ${before} before you…`,
  needed: "Fill this in first.",
  passwordsDiffer: "The two passwords differ.",
  /** Behind a refusal: how long to wait. */
  wait: (time: string) => `(in ${time})`,
  codeByMail: (minutes: number) =>
    `If there is such an account, a code is on its way by mail. It is valid for ${minutes} minutes.`,
  codeByMentor: (minutes: number) =>
    `Ask your mentor for a code: your request is on their screen. A code is valid for ${minutes} minutes.`,
  mailFailed:
    "The mail does not go out. Ask your mentor for a code: your request is on their screen. That code goes in here as well.",
};
