import { readFile } from "node:fs/promises";
import { resolve } from "node:path";
import { SmtpMailer } from "./adapters/smtp-mailer.ts";
import { MailFailure, type MailFailureReason } from "./chat/ports.ts";
import { type HostSettings, readHostSettings } from "./config.ts";
import type { HostPorts } from "./host.ts";
import { isMailAddress, type MailSettings, readMailSettings } from "./mail-settings.ts";
import { mailFailureWords } from "./mail-words.ts";

/** That a mail did not go out, for whoever runs the host. */
export interface MailTrouble {
  reason: MailFailureReason;
  /** What happened and what to do. */
  message: string;
}

/** The way to the mail server that the settings name, if they name one. */
export async function openMail(
  data: string,
  settings: HostSettings,
  onTrouble: (trouble: MailTrouble) => void,
): Promise<Pick<HostPorts, "mail" | "onMailFailed">> {
  const mail = readMailSettings(settings, process.env);
  if (!mail) return {};
  return {
    mail: { mailer: await mailerFor(mail, data), domain: mail.domain },
    onMailFailed: (failure) => onTrouble(asTrouble(failure, mail)),
  };
}

/** Sends a mail to that address as a host of these settings would; gives what kept it from going out. */
export async function sendTestMail(options: {
  data: string;
  settings: HostSettings;
  to: string;
}): Promise<MailTrouble | undefined> {
  const { data, settings, to } = options;
  if (!isMailAddress(to)) throw new Error("--test-mail wants one address, like you@school.edu.");
  const mail = readMailSettings({ ...(await readHostSettings(data)), ...settings }, process.env);
  if (!mail)
    throw new Error("There are no settings for mail: give --mail-domain, --smtp, --mail-from.");
  const mailer = await mailerFor(mail, data);
  try {
    await mailer.send({ to, ...testMail });
    return undefined;
  } catch (error) {
    if (error instanceof MailFailure) return asTrouble(error, mail);
    throw error;
  }
}

const testMail = {
  subject: "classchat can send mail",
  text: "This is a test. Whoever forgets the password of their classchat account gets a code by such a mail.\n",
};

async function mailerFor({ relay, from, caFile }: MailSettings, data: string): Promise<SmtpMailer> {
  const ca = caFile === undefined ? undefined : await readFile(resolve(data, caFile), "utf8");
  return new SmtpMailer({ relay, from, ca });
}

function asTrouble(failure: MailFailure, { relay }: MailSettings): MailTrouble {
  return { reason: failure.reason, message: mailFailureWords(failure, relay) };
}
