import { amount } from "./amount.ts";
import { happened } from "./happened.ts";
import { panels } from "./panels.ts";

/** The chat on the screen: rows, tabs, status, panels, questions. */
export const screen = {
  /** How days are written, as a BCP 47 tag. */
  locale: "en-GB",
  windowTooSmall: "window too small",
  duration: {
    seconds: (count: number) => `${count} s`,
    minutes: (count: number) => `${count} min`,
    hours: (count: number) => `${count} h`,
    days: (count: number) => amount(count, "day"),
  },
  bytes: (count: number) => amount(count, "byte"),
  more: (count: number) => `… ${count} more`,
  alert: (from: string, room: string, text: string) => `${from} in ${room}: ${text}`,

  status: {
    waitingForCode: "waiting for the room code",
    closed: "the host closed the room",
    online: "online",
    connecting: "connecting…",
    offline: {
      until: (seconds: number) => `offline: next try in ${seconds} s; what you send waits`,
      trying: "offline: trying again…; what you send waits",
    },
    full: {
      until: (seconds: number) => `no place left: next try in ${seconds} s; what you send waits`,
      trying: "no place left: trying again…; what you send waits",
    },
    kicked: "put out",
    banned: "banned",
    unchecked: "unchecked: /code WORDS",
    uncheckedLong: "room code not checked: /code WORDS",
    muted: "muted",
    quiet: "quiet",
    onlyMentors: "only mentors write",
    unread: (count: number) => `${count} new`,
    doubts: (count: number) => amount(count, "doubt"),
    answers: (count: number) => amount(count, "answer"),
    below: (news: readonly string[]) => `↓ ${news.join(", ") || "newer"} below (PgDn)`,
    inRoom: (news: string, room: string) => `${news} in ${room}`,
    roomAt: (room: string, address: string) => `${room} at ${address}`,
    typeRoom: "type a name, an address or four words",
  },

  /** Why what stands in the field waits; the rest of a time is counted down. */
  held: {
    free: "You may write again: Enter sends it.",
    muted: (left: string) =>
      `You are muted for ${left}: your text waits here. /doubt TEXT reaches the mentors.`,
    mutedForNow:
      "You are muted until a mentor ends it: your text waits here. /doubt TEXT reaches the mentors.",
    quiet: (left: string) =>
      `The room is quiet for ${left}: your text waits here. /doubt TEXT reaches the mentors.`,
    quietForNow:
      "The room is quiet until a mentor ends it: your text waits here. /doubt TEXT reaches the mentors.",
    waits: "Your text waits here.",
    kicked: (back: string) => `You are out of this room: ${back} brings you back.`,
    banned: (back: string) =>
      `You are banned: talk to the mentor. Once you are let in again: ${back}`,
  },

  timeline: {
    nothingSaid: "Nothing has been said since you came.",
    nothingHere: "There is nothing to read here.",
    howToSay: "Type and press Enter; / lists the commands.",
    newSince: "new since your last visit",
    file: "[file]",
    notSent: "not sent.",
    retryOrDiscard: "/retry or /discard",
    folded: (rows: number) => `… ${amount(rows, "more row")}`,
    foldedOpen: (rows: number, seq: number) => `… ${amount(rows, "more row")}: /open ${seq}`,
    foldedOpenOrTab: (rows: number, seq: number) =>
      `… ${amount(rows, "more row")}: /open ${seq}, or Tab and Enter`,
    typing: (names: readonly string[], more: number) => {
      if (more > 0) return `${names.join(", ")} and ${more} more are typing`;
      return `${names.join(" and ")} ${names.length === 1 ? "is" : "are"} typing`;
    },
  },

  transfers: {
    waits: "waits",
    notSent: (name: string, reason: string) => `${name} not sent: ${reason}`,
    notFetched: (name: string, reason: string) => `${name} not fetched: ${reason}`,
    left: {
      seconds: (count: number) => `${count} s left`,
      minutes: (count: number) => `${count} min left`,
      hours: (count: number) => `${count} h left`,
    },
    sent: "handed in",
    fetched: "fetched",
    cancelled: "cancelled",
  },

  question: {
    yes: "yes",
    no: "no",
    /** What answers it, as `y` and `n`. */
    answers: (letters: readonly string[]) => `${letters.join(" / ")}, then Enter`,
    paste: {
      send: "(s)end it as one message",
      file: "as a (f)ile",
      edit: "(e)dit it in the field",
      cancel: "(c)ancel",
    },
    pasteLines: (lines: number, ways: readonly string[]) =>
      `${lines} lines to be pasted: ${ways.join(", ")}?`,
    pasteCharacters: (characters: number, ways: readonly string[]) =>
      `${characters} characters to be pasted: ${ways.join(", ")}?`,
    sendFile: (name: string) => `Send ${name} as a file?`,
    takesText: (size: string) => `The room takes text, at most ${size}.`,
    takesAny: (size: string) => `The room takes at most ${size}.`,
  },

  hints: {
    needsRoom: (command: string) => `${command} is about one room: go to its tab first.`,
    tooFast: "Slower, please: what comes too fast has to wait.",
    cardElsewhere: "The card is shown on the host's own screen only.",
    enterFetches: (name: string) => `Enter fetches ${name}   Esc: no`,
    enterShows: (seq: number) => `Enter shows all of message ${seq}   Esc: no`,
    noFileInSight:
      "No file is in sight, nor anything folded: /files lists the files that you may fetch.",
    noSuchFile: "No file here is called that.",
    noSuchName: "Nobody here is called that.",
    nothingNew: "Nothing is new in other rooms.",
    foldsAgain: (seq: number) => `/open ${seq} folds it again.`,
    noLongMessage: "No long message is in sight: /open SEQ opens one by its number.",
    notLong: (seq: number) => `Message ${seq} is not here, or is not a long one.`,
  },

  ...panels,
  happened,
};
