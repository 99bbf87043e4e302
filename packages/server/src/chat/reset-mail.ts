import { cleanLine, type EmailName, limits, type RoomName } from "@classchat/core";

interface ResetMail {
  email: EmailName;
  domain: string;
  room: RoomName;
  code: string;
}

/** The mail that brings a code. Whatever is not ours in it is on one line and without control characters. */
export function resetMail({ email, domain, room, code }: ResetMail) {
  const name = cleanLine(room);
  const minutes = limits.resetCode.mailMs / 60_000;
  const command = `classchat reset ${inShell(name)} --email ${email} --reset-code ${code}`;
  const lines = [
    `Somebody, we hope you, asked for a new password in the classroom chat "${name}".`,
    "",
    `The code is: ${code}`,
    "",
    `It is good for ${minutes} minutes and for one new password. Type it where you asked for it, or run:`,
    "",
    `  ${command}`,
    "",
    "If it was not you, do nothing: your password stays as it is. Give the code to nobody; no mentor will",
    "ever ask for it.",
    "",
  ];
  return { to: `${email}@${domain}`, subject: `Code for ${name}`, text: lines.join("\n") };
}

/** The name of a room has no sign that means anything within quotes. */
function inShell(name: string): string {
  return name.includes(" ") ? `"${name}"` : name;
}
