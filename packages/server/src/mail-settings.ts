import * as z from "zod";
import { parseSmtpUrl, type SmtpRelay } from "./adapters/smtp-relay.ts";
import { HostRefusal } from "./host-refusal.ts";

// RFC 5321 §4.1.2 without quotes and comments, RFC 1035 §2.3.1 with digits in front.
const local = /^[\w!#$%&'*+/=?^`{|}~-]+(?:\.[\w!#$%&'*+/=?^`{|}~-]+)*$/u;
const domain =
  /^(?=.{1,253}$)[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?(?:\.[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?)*$/iu;

/** Whether a mail may be sent to it: one plain address, and nothing that could be read as more. */
export function isMailAddress(text: string): boolean {
  const [name = "", host = "", ...rest] = text.split("@");
  return rest.length === 0 && name.length <= 64 && local.test(name) && domain.test(host);
}

/** The settings about mail, named as on the command line. */
export const mailFields = {
  /** The part behind the @ of everyone's e-mail name. */
  "mail-domain": z
    .string()
    .refine((text) => domain.test(text))
    .optional(),
  /** The mail server that takes the mails. */
  smtp: z
    .string()
    .refine((text) => parseSmtpUrl(text) !== undefined)
    .optional(),
  /** The address that mails come from. */
  "mail-from": z.string().refine(isMailAddress).optional(),
  /** A file with a certificate (PEM) to trust; its name counts from the data directory. */
  "smtp-ca": z.string().min(1).optional(),
};

type MailFields = z.output<z.ZodObject<typeof mailFields>>;

export interface MailSettings {
  relay: SmtpRelay;
  domain: string;
  from: string;
  caFile: string | undefined;
}

/** How mail goes out; nothing where it was not asked for. Throws a `HostRefusal` where only half of it was said. */
export function readMailSettings(
  given: MailFields,
  environment: { CLASSCHAT_SMTP_PASSWORD?: string | undefined },
): MailSettings | undefined {
  const needed = [given["mail-domain"], given.smtp, given["mail-from"]];
  if (needed.every((setting) => setting === undefined)) return undefined;
  const [domain, smtp, from] = needed;
  if (domain === undefined || smtp === undefined || from === undefined) {
    throw new HostRefusal("mail-incomplete", {});
  }
  const relay = withPassword(parseSmtpUrl(smtp), environment.CLASSCHAT_SMTP_PASSWORD);
  return { relay, domain, from, caFile: given["smtp-ca"] };
}

function withPassword(relay: SmtpRelay | undefined, password: string | undefined): SmtpRelay {
  if (!relay) throw new HostRefusal("smtp-unusable", {});
  const { user } = relay;
  const complete = { ...relay, password: relay.password ?? (password || undefined) };
  if (user === undefined || complete.password !== undefined) return complete;
  throw new HostRefusal("smtp-password-missing", { user });
}
