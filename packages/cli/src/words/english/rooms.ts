/** Rooms found and chosen, the trust in their hosts, and the way in. */
export const rooms = {
  lookingFor: (room: string) => `Looking for ${room} …`,
  described: ({
    name,
    mentor,
    address,
    code,
  }: {
    name: string;
    mentor: string | null;
    address: string;
    code: string;
  }) => `${name} (${mentor === null ? "no mentor yet" : `mentor ${mentor}`}), ${address}, ${code}`,
  noInterface: (name: string, present: readonly string[]) =>
    `this computer has no network interface ${name} now (it has ${present.join(", ") || "none"}): check --interface or CLASSCHAT_INTERFACE`,
  several: {
    whichNumber: "Several rooms may be meant. Which number?",
    noSuchNumber: "that is none of the numbers: try again",
    giveAddress: (rooms: readonly string[]) =>
      `several rooms may be meant: give one of these addresses: ${rooms.join("; ")}`,
    joinByAddress: (rooms: readonly string[]) =>
      `Several rooms have that name: join by address. ${rooms.join("; ")}`,
  },

  pinned: (room: string) =>
    `this computer joins ${room} for the first time: the key of its host is remembered unchecked; --code WORDS checks it`,
  codeOf: (room: string) => `Room code of ${room}, as the mentor shows it (Enter skips):`,
  codeFits: "The code fits: this is the mentor's host.",
  /** Behind the words of `key-changed`, without their full stop. */
  orAnotherRoom: (changed: string) =>
    `${changed}. If you mean another room of that name, give its address, its id or --code`,

  userName: "User name:",
  password: "Password:",
  passwordAgain: "The same again:",
  noPassword: "no password was given: use --password-stdin or CLASSCHAT_PASSWORD",
  passwordsDiffer: "the two passwords differ: try again",
  noAnswer: "nothing was done: no answer was given",
  nobodySignedIn: (room: string) =>
    `nobody is signed in to ${room} here: say who you are with --as USER`,
  severalSignedIn: (users: readonly string[]) =>
    `several are signed in here (${users.join(", ")}): say who you are with --as USER`,
  waiting: (before: number) => `many sign in now: ${before} before you`,
  signedOut: "You are signed out.",

  resetCode: {
    by: {
      mail: "if there is such an account, its mailbox gets a code now; if none comes within a minute or two, ask a mentor for one (/reset-code)",
      mentor:
        "codes come from the mentors here: they see that you wait for one, ask one of them (/reset-code)",
      earlier: "a code that you have got before goes in here as well",
    },
    ask: "The code:",
    none: "no code was given, so nothing was changed: type it, or give it with --reset-code",
  },
};
