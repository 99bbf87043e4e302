import { amount } from "./amount.ts";

/** Files: handing in, fetching, their progress and what went wrong; and those that the program keeps. */
export const files = {
  none: "There are no files.",
  byNumber: "/get fetches one by its number.",
  newest: (files: readonly string[]) => `/get fetches one by its number: ${files.join(" · ")}`,
  several: (files: readonly string[]) =>
    `several files may be meant: give the number of one: ${files.join("; ")}`,

  handingIn: (name: string) => `Handing in ${name}.`,
  fetching: (name: string, size: string) => `Fetching ${name}, ${size}.`,
  handedIn: (name: string) => `${name} is handed in`,
  saved: (path: string) => `saved: ${path}`,
  notHandedIn: (name: string, reason: string) => `${name} was not handed in: ${reason}`,
  notFetched: (name: string, reason: string) => `${name} was not fetched: ${reason}`,
  givenUp: (name: string) => `${name} is cancelled`,

  givesUp: (name: string) => `Cancelling ${name}.`,
  whichOne: (names: readonly string[]) => `which one? ${names.join(", ")}`,
  noneOnItsWay: "No file is on its way.",
  othersOnTheirWay: (names: readonly string[]) =>
    `No file of that name is on its way: there are ${names.join(", ")}.`,
  onItsWay: "This file is on its way to the room already.",
  stopped: "Stopped: the same command goes on where it stopped.",
  commandStopped: "stopped: the same command goes on where this one stopped",

  part: ({ name, percent, size }: { name: string; percent: number; size: string }) =>
    `${name}: ${percent} % of ${size}`,
  waiting: ({ name, percent, size }: { name: string; percent: number; size: string }) =>
    `${name}: ${percent} % of ${size}, waiting`,
  moving: ({
    name,
    percent,
    size,
    perSecond,
    left,
  }: {
    name: string;
    percent: number;
    size: string;
    perSecond: string;
    left: string;
  }) => `${name}: ${percent} % of ${size}, ${perSecond}/s, ${left} left`,

  tooLarge: (most: string) =>
    `This room takes files of at most ${most}: make it smaller, or ask the mentor.`,
  notFile: (path: string) => `${path} is not a file: only files can be sent.`,
  inTheWay: (path: string) => `${path} is in the way: remove it, or name another folder.`,
  namesTaken: (path: string) => `${path} and its other names are taken: remove some.`,
  partRemoved: "What was fetched of it was removed meanwhile: fetch it again.",
  forbidden: (path: string) => `You may not read ${path}: ask its owner, or send a copy.`,
  missing: (path: string) => `There is no file ${path}: check its name.`,
  isFolder: (path: string) => `${path} is a folder: send its files, or pack it into one.`,
  diskFull: "The disk of this computer is full: free some space, then fetch it again.",
  readOnly: (path: string) => `Nothing can be written to ${path}: name another folder.`,
  notFolder: (path: string) => `${path} is not a folder: name another one.`,
  unusable: (path: string, code: string) => `${path} cannot be used (${code}).`,

  pastedKept: (path: string) =>
    `The pasted text is not sent. It is kept: /retry or /discard (${path})`,
  pastedLeft: (count: number) =>
    `${amount(count, "pasted text")} of yours ${count === 1 ? "was" : "were"} not sent: /retry sends ${count === 1 ? "it as a file" : "them as files"}, /discard drops ${count === 1 ? "it" : "them"}.`,
  inDataDirectory: (folder: string) =>
    `what is saved would lie in the data directory (${folder}): name another folder in CLASSCHAT_DOWNLOADS`,
  damaged: (keptAs: string) => `a file could not be read: kept as ${keptAs}`,
  damagedDraft: (keptAs: string) => `a draft could not be read: kept as ${keptAs}`,
  damagedUploads: (keptAs: string) => `the list of uploads could not be read: kept as ${keptAs}`,
  fieldNotKept: (reason: string) => `What you type is not kept over a restart: ${reason}`,
};
