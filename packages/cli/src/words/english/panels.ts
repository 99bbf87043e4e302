import { amount } from "./amount.ts";

/** What stands in lists and columns: the rooms, the hosted room, the mentors' desk, the members. */
export const panels = {
  list: {
    tab: "rooms",
    room: "room",
    here: "here",
    trust: "trust",
    mentor: "mentor",
    address: "address",
    title: "title",
    known: "known",
    new: "new",
    joined: "joined",
    keyChanged: "KEY CHANGED",
    looking: "Looking for rooms…",
    noneYet: "None yet? Type the address the mentor shows; classchat doctor says why.",
  },
  switcher: {
    head: "Go to a room: type a part of its name. Enter goes there or joins, Esc goes back",
    open: "open",
    join: "join",
    lookFor: "look for it and join",
  },
  hosted: {
    noNetwork: "no network",
    nobodyFindsIt: "no network: nobody finds it",
    roomCode: "room code",
    mentors: "more mentors: /mentor-code",
  },
  desk: {
    diskLow: "disk nearly full",
    diskFull: "disk full",
    noMoreFiles: "files are refused",
    noMoreMessages: "no more messages",
    mailFailed: "a mail failed",
    network: "network",
    disk: "disk",
    host: "this host",
    pace: (messages: number) => `${amount(messages, "message")} a minute`,
    transfers: (files: number) => `${amount(files, "file")} on the way`,
    waitingForCode: "waiting for a code",
    muted: "muted",
    banned: "banned",
  },
  members: {
    here: (count: number) => `${count} here`,
    you: "(you)",
  },
};
