import { amount } from "./amount.ts";

/** What became of a command in a room: mutes, clears, codes, exports. */
export const order = {
  muted: (user: string) => `${user} is muted until /unmute ${user}.`,
  mutedFor: (user: string, time: string) => `${user} is muted for ${time}.`,
  quiet: "The room is quiet until /quiet off: only mentors write.",
  quietFor: (time: string) => `The room is quiet for ${time}: only mentors write.`,
  quietOver: "Everyone may write again.",
  announced: "The announcement is pinned.",
  announcementDown: "The announcement is taken down.",
  deleted: (seq: number) => `Message ${seq} is deleted.`,
  /** What was decided about somebody. */
  decided: {
    unmute: (user: string) => `${user} may write again.`,
    kick: (user: string) => `${user} is put out, and may join again.`,
    ban: (user: string) => `${user} is banned from this room.`,
    unban: (user: string) => `${user} may join again.`,
    promote: (user: string) => `${user} is a mentor now.`,
    demote: (user: string) => `${user} is a student now.`,
    unlock: (user: string) => `${user} may try to sign in again at once.`,
  },
  mentorCode: (code: string) =>
    `The code ${code} makes one person a mentor: whoever registers with it first.`,
  resetCode: ({ code, user, minutes }: { code: string; user: string; minutes: number }) =>
    `With the code ${code} ${user} sets a new password, once, within ${minutes} minutes: hand it over in person.`,
  asked: "Asked the mentors; nobody else sees it.",
  answered: (student: string) => `Answered ${student}; only the mentors see it too.`,
  nothingRefused: "Nothing was refused.",
  sentAgain: (count: number) => `Sent again: ${count}.`,
  givenUp: (count: number) => `Dropped: ${count}.`,

  nothingToClear: "There is nothing to clear.",
  mayClear: (count: number, upTo: number) =>
    `Clear ${amount(count, "message")}, up to number ${upTo}? Everyone loses them.`,
  notCleared: "Nothing was cleared.",
  notSaved: (reason: string) =>
    `Nothing was cleared: the transcript could not be saved (${reason}). /clear --no-backup does without it.`,
  clearedByOther: "Somebody else has cleared it.",
  cleared: (count: number) => `Cleared ${amount(count, "message")}.`,

  /** In plain lines, where the next line is the answer. */
  yesOrNo: (question: string) => `${question} (yes or no)`,
  answerDropped: (answer: string) => `Nothing was asked, so "${answer}" is not said.`,
  help: (usage: string, help: string) => `${usage}: ${help}`,
  mentorHelp: (usage: string, help: string) => `${usage}: ${help} (mentors)`,
  allElseIsSaid: "All other lines are said. To say one that begins with /, begin with //.",
  onScreenOnly: (name: string) =>
    `/${name} is for the full screen: /help lists what plain lines know`,
  unknown: (name: string) => `there is no command /${name}: to say it anyway, begin with //`,
  unknownNear: (name: string, near: string) =>
    `there is no command /${name}; did you mean /${near}?`,

  bell: {
    off: "The terminal does not ring for this room.",
    mention:
      "The terminal rings for what is meant for you: @ and your name, answers, announcements.",
    all: "The terminal rings for all that others say here.",
  },
  themeKept: (theme: string) => `The theme is ${theme}, also the next time.`,
  noSuchTheme: (themes: readonly string[]) => `CLASSCHAT_THEME is none of ${themes.join(", ")}`,
  noSuchOrder: "CLASSCHAT_BIDI is neither terminal nor screen",
  editorMissing: (program: string) =>
    `The editor ${program} does not start: set EDITOR to a program that does, or go on in the field.`,
  editorFailed: (program: string) => `The editor ${program} failed: your text is as it was.`,
};
