import { randomUUID } from "node:crypto";
import { cleanLine } from "@classchat/core";
import type { RoomSession } from "./client/session.ts";
import { cancelTransfer, getFile, listFiles, sendFile } from "./file-commands.ts";
import { durationWords } from "./input/duration.ts";
import type { RoomCommand, UserCommandType } from "./input/slash-command.ts";
import { clearRoom, exportRoom, type TranscriptParts } from "./room-transcripts.ts";

type Of<T extends RoomCommand["type"]> = Extract<RoomCommand, { type: T }>;

/** Does what a command asks of the room, and gives the words for what was done; throws why it was not. */
export function carryOut(command: RoomCommand, parts: TranscriptParts): Promise<string> {
  const { session } = parts;
  switch (command.type) {
    case "clear":
      return clearRoom(command, parts);
    case "export":
      return exportRoom(command.format, parts);
    case "mute":
      return mute(command, session);
    case "quiet":
      return setQuiet(command, session);
    case "quietOff":
      return endQuiet(session);
    case "announce":
      return announce(command, session);
    case "delete":
      return deleteMessage(command, session);
    case "mentorCode":
      return showMentorCode(session);
    case "resetCode":
      return showResetCode(command.user, session);
    case "doubt":
      return askMentors(command, session);
    case "answer":
      return answerDoubt(command, session);
    case "retry":
      return retryDrafts(session);
    case "discard":
      return discardDrafts(session);
    case "file":
      return sendFile(command, parts);
    case "get":
      return getFile(command, parts);
    case "files":
      return listFiles(parts);
    case "cancel":
      return cancelTransfer(command, parts);
    default:
      return decideAbout(command.type, command.user, session);
  }
}

async function mute({ user, forMs }: Of<"mute">, session: RoomSession): Promise<string> {
  const done = await session.request("member:mute", { user, ...lasting(forMs) });
  const end = forMs === undefined ? `until /unmute ${done.user}` : `for ${durationWords(forMs)}`;
  return `${done.user} is muted ${end}.`;
}

async function setQuiet({ forMs }: Of<"quiet">, session: RoomSession): Promise<string> {
  await session.request("room:setQuiet", { quiet: true, ...lasting(forMs) });
  const end = forMs === undefined ? "until /quiet off" : `for ${durationWords(forMs)}`;
  return `The room is quiet ${end}: only mentors write.`;
}

async function endQuiet(session: RoomSession): Promise<string> {
  await session.request("room:setQuiet", { quiet: false });
  return "Everyone may write again.";
}

async function announce({ text }: Of<"announce">, session: RoomSession): Promise<string> {
  await session.request("room:announce", { text: text ?? null });
  return text === undefined ? "The announcement is taken down." : "The announcement is pinned.";
}

async function deleteMessage({ seq }: Of<"delete">, session: RoomSession): Promise<string> {
  await session.request("message:delete", { seq });
  return `Message ${seq} is deleted.`;
}

async function showMentorCode(session: RoomSession): Promise<string> {
  const code = await session.issueMentorCode();
  return `Whoever registers with the code ${code} becomes a mentor, once.`;
}

async function showResetCode(user: string, session: RoomSession): Promise<string> {
  const made = await session.request("account:issueResetCode", { user });
  const [name, code] = [cleanLine(made.user), cleanLine(made.resetCode)];
  return `With the code ${code} ${name} sets a new password, once, within 15 minutes: hand it over in person.`;
}

async function askMentors({ text }: Of<"doubt">, session: RoomSession): Promise<string> {
  await session.request("doubt:ask", { id: randomUUID(), text });
  return "Asked the mentors; nobody else sees it.";
}

async function answerDoubt({ user, text }: Of<"answer">, session: RoomSession): Promise<string> {
  const line = await session.request("doubt:answer", { id: randomUUID(), user, text });
  return `Answered ${line.student}; only the mentors see it too.`;
}

async function retryDrafts(session: RoomSession): Promise<string> {
  const count = await session.retryAll();
  return count === 0 ? "Nothing was refused." : `Sent again: ${count}.`;
}

async function discardDrafts(session: RoomSession): Promise<string> {
  const count = await session.discardAll();
  return count === 0 ? "Nothing was refused." : `Given up: ${count}.`;
}

const decisions = {
  unmute: { request: "member:unmute", done: "may write again." },
  kick: { request: "member:kick", done: "is put out, and may join again." },
  ban: { request: "member:ban", done: "is banned from this room." },
  unban: { request: "member:unban", done: "may join again." },
  promote: { request: "member:promote", done: "is a mentor now." },
  demote: { request: "member:demote", done: "is a student now." },
  unlock: { request: "account:unlock", done: "may try to sign in again at once." },
} as const;

async function decideAbout(
  type: Exclude<UserCommandType, "resetCode">,
  user: string,
  session: RoomSession,
): Promise<string> {
  const { request, done } = decisions[type];
  const about = await session.request(request, { user });
  return `${cleanLine(about.user)} ${done}`;
}

function lasting(forMs: number | undefined): { forMs?: number } {
  return forMs === undefined ? {} : { forMs };
}
