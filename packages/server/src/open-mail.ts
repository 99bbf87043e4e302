import { readFile } from "node:fs/promises";
import { resolve } from "node:path";
import type { SmtpMailer } from "./adapters/smtp-mailer.ts";
import { MailFailure, type MailFailureReason, type MailWords } from "./chat/ports.ts";
import { type HostSettings, readHostSettings } from "./config.ts";
import type { HostPorts } from "./host.ts";
import { HostRefusal } from "./host-refusal.ts";
import { isMailAddress, type MailSettings, readMailSettings } from "./mail-settings.ts";

/** That a mail did not go out, for whoever runs the host. */
export interface MailTrouble {
  reason: MailFailureReason;
  /** The mail server: `mail.school.edu:587`. */
  server: string;
  /** What it said, or the code of what happened on the way. */
  answer: string;
}

/** The way to the mail server that the settings name, if they name one. */
export async function openMail(
  data: string,
  settings: HostSettings,
  { words, onTrouble }: { words: MailWords; onTrouble: (trouble: MailTrouble) => void },
): Promise<Pick<HostPorts, "mail" | "onMailFailed">> {
  const mail = readMailSettings(settings, process.env);
  if (!mail) return {};
  return {
    mail: { mailer: await mailerFor(mail, data), domain: mail.domain, words },
    onMailFailed: (failure) => onTrouble(asTrouble(failure, mail)),
  };
}

/** Sends a mail to that address as a host of these settings would; gives what kept it from going out. */
export async function sendTestMail(options: {
  data: string;
  settings: HostSettings;
  to: string;
  words: MailWords;
}): Promise<MailTrouble | undefined> {
  const { data, settings, to, words } = options;
  if (!isMailAddress(to)) throw new HostRefusal("mail-address", {});
  const mail = readMailSettings({ ...(await readHostSettings(data)), ...settings }, process.env);
  if (!mail) throw new HostRefusal("mail-missing", {});
  const mailer = await mailerFor(mail, data);
  try {
    await mailer.send({ to, ...words.test });
    return undefined;
  } catch (error) {
    if (error instanceof MailFailure) return asTrouble(error, mail);
    throw error;
  }
}

/**
 * Does with the mail server of this data directory's settings all but send, within that time; gives which server it
 * is and what is wrong. Nothing where no mail is asked for.
 */
export async function probeMail(
  data: string,
  withinMs: number,
): Promise<{ server: string; trouble: MailTrouble | undefined } | undefined> {
  const mail = readMailSettings(await readHostSettings(data), process.env);
  if (!mail) return undefined;
  const mailer = await mailerFor(mail, data, withinMs);
  const server = serverOf(mail);
  try {
    await mailer.probe();
    return { server, trouble: undefined };
  } catch (error) {
    if (error instanceof MailFailure) return { server, trouble: asTrouble(error, mail) };
    throw error;
  }
}

async function mailerFor(
  { relay, from, caFile }: MailSettings,
  data: string,
  withinMs?: number,
): Promise<SmtpMailer> {
  // Its library is large, and most hosts send no mail.
  const { SmtpMailer } = await import("./adapters/smtp-mailer.ts");
  const ca = caFile === undefined ? undefined : await readFile(resolve(data, caFile), "utf8");
  return new SmtpMailer({ relay, from, ca, ...(withinMs === undefined ? {} : within(withinMs)) });
}

function within(ms: number) {
  return { timeouts: { connectionMs: ms, greetingMs: ms, socketMs: ms, sessionMs: ms } };
}

function asTrouble({ reason, message }: MailFailure, mail: MailSettings): MailTrouble {
  return { reason, server: serverOf(mail), answer: message };
}

function serverOf({ relay }: MailSettings): string {
  return `${relay.host}:${relay.port}`;
}
