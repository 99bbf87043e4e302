import { cleanLine, type EmailName, limits, type RoomName } from "@classchat/core";
import type { Mailer, MailWords } from "./ports.ts";

interface ResetMail {
  email: EmailName;
  domain: string;
  room: RoomName;
  code: string;
}

const minutes = limits.resetCode.mailMs / 60_000;

/** The mail that brings a code. Whatever is not ours in it is on one line and without control characters. */
export function resetMail(
  { email, domain, room, code }: ResetMail,
  words: MailWords,
): Parameters<Mailer["send"]>[0] {
  const name = cleanLine(room);
  const command = `classchat reset ${inShell(name)} --email ${email} --reset-code ${code}`;
  return { to: `${email}@${domain}`, ...words.reset({ room: name, code, command, minutes }) };
}

/** The name of a room has no sign that means anything within quotes. */
function inShell(name: string): string {
  return name.includes(" ") ? `"${name}"` : name;
}
