/** What a single command prints, asks and complains about. */
export const commands = {
  backup: { done: (folder: string) => `backed up to ${folder}` },
  restore: { done: (folder: string) => `restored from ${folder}` },
  forget: {
    done: (rooms: string[]) =>
      `forgot the host of ${rooms.join(", ")}: the next join asks for its room code again`,
    unknown: (room: string) => `no room ${room} is remembered here: nothing was forgotten`,
    ambiguous: (rooms: { id: string; name: string }[]) =>
      `several hosts have such a room: give the id, one of ${rooms.map(({ id, name }) => `${id} (${name})`).join(", ")}`,
  },
  export: {
    noFormat: (format: string, formats: readonly string[]) =>
      `there is no format ${format}: use ${formats.join(", ")}`,
  },
  register: {
    done: {
      student: (user: string) => `registered ${user} as a student`,
      mentor: (user: string) => `registered ${user} as a mentor`,
    },
  },
  login: { done: (user: string) => `signed in as ${user}` },
  logout: {
    done: (user: string) => `signed out ${user}`,
    nobody: (room: string) => `nobody is signed in to ${room} here: there is nothing to end`,
    hostNotTold: (reason: string) => `the host was not told: ${reason}`,
  },
  reset: {
    done: (user: string) => `${user} has a new password: sign in with it`,
    noPassword: "no new password was given: use --password-stdin or CLASSCHAT_PASSWORD",
    /** Behind the refusal of another code. */
    orGiveCode: "A code that you have got goes into --reset-code.",
  },
  rooms: {
    none: "no room answered: check that a host runs on this network, or join by its address; classchat doctor says why",
    noMentor: "no mentor yet",
    mentor: (user: string) => `mentor ${user}`,
    online: (count: number) => `${count} online`,
    trust: { known: "known", new: "new", changed: "changed" },
  },
  send: {
    fileAndText: "a file goes without a text: send the text by itself",
    nothing: "there is nothing to send: write the text behind the room, or - to read it from stdin",
    unconfirmed:
      "the host did not confirm the message in time: it waits in the outbox and goes out when you are next in the room",
  },
};
