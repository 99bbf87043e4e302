import { randomUUID } from "node:crypto";
import { cleanLine, limits } from "@classchat/core";
import type { RoomSession } from "./client/session.ts";
import { cancelTransfer, getFile, listFiles, sendFile } from "./file-commands.ts";
import { durationWords } from "./input/duration-words.ts";
import type { RoomCommand, UserCommandType } from "./input/slash-command.ts";
import { clearRoom, exportRoom, type TranscriptParts } from "./room-transcripts.ts";
import { words } from "./words/words.ts";

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
  if (forMs === undefined) return words.order.muted(done.user);
  return words.order.mutedFor(done.user, durationWords(forMs));
}

async function setQuiet({ forMs }: Of<"quiet">, session: RoomSession): Promise<string> {
  await session.request("room:setQuiet", { quiet: true, ...lasting(forMs) });
  return forMs === undefined ? words.order.quiet : words.order.quietFor(durationWords(forMs));
}

async function endQuiet(session: RoomSession): Promise<string> {
  await session.request("room:setQuiet", { quiet: false });
  return words.order.quietOver;
}

async function announce({ text }: Of<"announce">, session: RoomSession): Promise<string> {
  await session.request("room:announce", { text: text ?? null });
  return text === undefined ? words.order.announcementDown : words.order.announced;
}

async function deleteMessage({ seq }: Of<"delete">, session: RoomSession): Promise<string> {
  await session.request("message:delete", { seq });
  return words.order.deleted(seq);
}

async function showMentorCode(session: RoomSession): Promise<string> {
  const code = await session.issueMentorCode();
  return words.order.mentorCode(code);
}

async function showResetCode(user: string, session: RoomSession): Promise<string> {
  const made = await session.request("account:issueResetCode", { user });
  const minutes = limits.resetCode.mentorMs / 60_000;
  const [name, code] = [cleanLine(made.user), cleanLine(made.resetCode)];
  return words.order.resetCode({ code, user: name, minutes });
}

async function askMentors({ text }: Of<"doubt">, session: RoomSession): Promise<string> {
  await session.request("doubt:ask", { id: randomUUID(), text });
  return words.order.asked;
}

async function answerDoubt({ user, text }: Of<"answer">, session: RoomSession): Promise<string> {
  const line = await session.request("doubt:answer", { id: randomUUID(), user, text });
  return words.order.answered(line.student);
}

async function retryDrafts(session: RoomSession): Promise<string> {
  const count = await session.retryAll();
  return count === 0 ? words.order.nothingRefused : words.order.sentAgain(count);
}

async function discardDrafts(session: RoomSession): Promise<string> {
  const count = await session.discardAll();
  return count === 0 ? words.order.nothingRefused : words.order.givenUp(count);
}

const decisions = {
  unmute: "member:unmute",
  kick: "member:kick",
  ban: "member:ban",
  unban: "member:unban",
  promote: "member:promote",
  demote: "member:demote",
  unlock: "account:unlock",
} as const;

async function decideAbout(
  type: Exclude<UserCommandType, "resetCode">,
  user: string,
  session: RoomSession,
): Promise<string> {
  const about = await session.request(decisions[type], { user });
  return words.order.decided[type](cleanLine(about.user));
}

function lasting(forMs: number | undefined): { forMs?: number } {
  return forMs === undefined ? {} : { forMs };
}
