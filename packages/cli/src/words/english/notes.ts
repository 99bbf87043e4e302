import type { Role } from "@classchat/core";
import { amount } from "./amount.ts";

/** What the room tells in the timeline and in plain lines. */
export const notes = {
  entered: (user: string) => `you are in, as ${user}`,
  offline: "the host does not answer: trying again until it does",
  away: "the host has been away for half a minute: the same command goes on where this one stopped",
  closing: "the mentor closes the room",
  restarted: "the host's log was replaced: what follows is all there is",
  present: (names: readonly string[], others: number) =>
    `here now: ${names.join(", ")}${others > 0 ? ` and ${others} more` : ""}`,
  joined: (user: string) => `joined: ${user}`,
  left: (user: string) => `left: ${user}`,
  role: {
    yours: {
      mentor: "you are a mentor now",
      student: "you are a student now",
    } satisfies Record<Role, string>,
    others: {
      mentor: (user: string) => `${user} is a mentor now`,
      student: (user: string) => `${user} is a student now`,
    } satisfies Record<Role, (user: string) => string>,
  },

  /** How plain lines begin. */
  said: {
    mentor: (user: string) => `mentor ${user}`,
    forYou: (who: string) => `for you, ${who}`,
    file: (who: string, file: string) => `${who}, file ${file}`,
    code: (lines: number) => `[code, ${amount(lines, "line")}]`,
    codeIn: (language: string, lines: number) => `[code, ${language}, ${amount(lines, "line")}]`,
    codeEnds: "[end of code]",
  },
  newSince: "new since your last visit:",
  announced: (by: string, text: string) => `announcement by ${by}: ${text}`,
  announcementDown: "the announcement was taken down",
  asked: (student: string, text: string) => `${student} asks the mentors: ${text}`,
  answered: ({ student, from: mentor, text }: { student: string; from: string; text: string }) =>
    `${mentor} answers ${student}: ${text}`,

  cleared: ({ by, count, upTo }: { by: string; count: number; upTo: number }) =>
    `${by} cleared ${amount(count, "message")}, up to number ${upTo}`,
  clearedMeanwhile: (upTo: number) => `a mentor cleared the messages up to number ${upTo}`,
  deleted: (by: string, seq: number) => `${by} deleted message ${seq}`,

  quiet: (by: string) => `quiet: only mentors write (${by})`,
  quietFor: (time: string, by: string) => `quiet for ${time}: only mentors write (${by})`,
  quietOver: "everyone may write again",
  muted: "you are muted: /doubt TEXT still reaches the mentors",
  mutedFor: (time: string) => `you are muted for ${time}: /doubt TEXT still reaches the mentors`,
  mutedOver: "you are no longer muted",
  slower: "slower, please: the host is about to hold your messages back",

  draftRefused: (start: string, reason: string) =>
    `failed: ${start} (${reason} It is kept: /retry sends it again, /discard drops it)`,
  notSent: (reason: string) => `not sent: ${reason}`,
  unsent: (count: number) =>
    count === 1
      ? "1 message is not stored yet: it waits in the outbox and goes out when you are next in the room"
      : `${count} messages are not stored yet: they wait in the outbox and go out when you are next in the room`,

  codeWanted: (user: string) =>
    `${user} forgot the password and waits for a code: /reset-code ${user}`,
  disk: {
    enough: "the host's disk has room again: files and messages are taken",
    low: "the host's disk is nearly full: files are refused until you free some space",
    full: "the host's disk is full: no more messages until you free some space",
  },

  /** What stands on the normal screen when the full one is gone. */
  ending: {
    closed: (rooms: readonly string[]) => `Closed ${listed(rooms)}.`,
    left: (rooms: readonly string[]) => `Left ${listed(rooms)}.`,
    unread: (room: string, count: number) => `${room}: ${count} unread.`,
    unsent: (room: string, count: number) =>
      `${room}: ${amount(count, "message")} not sent yet; ${count === 1 ? "it goes" : "they go"} out when you join again.`,
    refused: (room: string, count: number) =>
      `${room}: ${amount(count, "message")} refused and kept: join again for /retry or /discard.`,
    saved: (path: string) => `Saved: ${path}`,
  },
};

function listed(names: readonly string[]): string {
  return names.length < 2 ? names.join("") : `${names.slice(0, -1).join(", ")} and ${names.at(-1)}`;
}
