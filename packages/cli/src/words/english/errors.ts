import type { ErrorCode } from "@classchat/core";

/** What happened and what to do, in one or two sentences, for each code of the table of errors. */
export const errors: Record<ErrorCode, string> = {
  "bad-input": "The host does not understand this request: update the older classchat of the two.",
  "other-protocol": "Host and client speak different versions of classchat: update the older one.",
  "other-room": "Another room answers at this address: look for yours with classchat rooms.",
  "not-signed-in": "Sign in first.",
  "not-allowed": "Only a mentor may do this: ask one with /doubt TEXT.",

  "name-length": "A user name has 2 to 24 characters.",
  "name-characters":
    "A user name has letters, digits and signs, without spaces and without @ / \\ : , ;.",
  "name-reserved": "That user name is reserved: choose another one.",
  "name-taken": "That user name, or one that looks like it, is taken: choose another one.",
  "email-at": "Give only the part before the @ of the e-mail address.",
  "email-characters":
    "An e-mail name has 1 to 64 of a–z, 0–9, dot, _ and -, with no dot at either end and no two in a row.",
  "email-taken": "That e-mail name already has an account: sign in with it.",
  "password-length": "A password has 8 to 128 characters.",
  "password-common": "That password is too easy to guess: choose another one.",
  "registration-closed":
    "This room takes no new accounts: ask the mentor, or sign in with the account you have.",
  "wrong-mentor-code":
    "The mentor code is wrong or was used already: ask the mentor for a new one.",
  "wrong-password": "User name or password is wrong: try again.",
  "session-ended": "Your sign-in is no longer valid: sign in again.",
  "slow-down": "Too many tries: wait a while, then try again.",
  busy: "The host is busy signing others in: try again in a moment.",
  "room-full":
    "The room is full, or has too many connections from this address: try again later, or ask the mentor to allow more.",

  "message-empty": "The message is empty: write something first.",
  "message-too-long": "A message has at most 4,000 characters: send a longer text as a file.",
  "message-removed": "A mentor has removed this message since: it is not said again.",
  "no-such-message":
    "There is no message with that number: look at the numbers before the messages, or in classchat history.",
  muted: "You are muted: /doubt TEXT still reaches the mentors.",
  quiet: "The room is quiet, only mentors write now: /doubt TEXT still reaches them.",
  flooding: "That is too fast: wait a little, the host takes your messages one by one.",

  banned: "You are banned from this room: talk to the mentor.",
  kicked: "A mentor has put you out of this room: you may join again.",
  "no-such-user": "Nobody has that user name here: look at the list of members.",
  "not-yourself": "You cannot do that to yourself: ask another mentor.",
  "is-mentor": "That cannot be done to a mentor: /demote USER comes first.",
  "opener-stays": "The mentor who opened the room stays its mentor: nobody can change that.",

  "wrong-reset-code": "The code is wrong, used or too old: check it, or ask for a new one.",
  "mail-failed":
    "The host could not send the mail: ask the mentor for a code (/reset-code), or try again later.",

  "file-too-large": "The file is larger than this room takes.",
  "file-not-text":
    "This room takes text files only, and this is none: the mentor can allow other files.",
  "file-changed": "The file is not what was announced: it changed meanwhile. Send it again.",
  "file-not-found": "File not found: /files, or classchat files, lists those that you may fetch.",
  "files-full":
    "There is no more room for files of yours, or of this room: ask the mentor to delete some.",
  "disk-low": "The host's disk is too full for this file: tell the mentor.",
  "ticket-expired": "The transfer began too late: start it again.",
  "transfer-cancelled": "The transfer was cancelled.",

  "disk-full": "The host's disk is full: the mentor has to free some space.",

  "key-changed":
    "This host's key is not the one known for it, so nothing was sent to it. If the mentor's key was really lost, run: classchat forget ROOM",
  "wrong-room-code":
    "The room code does not fit this host's key: check the four words with the mentor.",
  "not-found":
    "No such room answers: check that the host runs and is on this network, or give its address; classchat doctor says why.",
  unreachable:
    "The room does not answer at its address: check that its host runs, and the network.",
  "timed-out": "The host did not answer in time: try again.",
  internal: "Something went wrong on the host: try again; its log says what it was.",
};
