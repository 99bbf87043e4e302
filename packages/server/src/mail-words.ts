import type { SmtpRelay } from "./adapters/smtp-relay.ts";
import type { MailFailure, MailFailureReason } from "./chat/ports.ts";

type Words = (where: string, answer: string) => string;

/** Why a mail did not go out and what to do, for whoever runs the host. */
export function mailFailureWords(
  { reason, message }: MailFailure,
  { host, port }: SmtpRelay,
): string {
  return words[reason](`${host}:${port}`, message);
}

const words: Record<MailFailureReason, Words> = {
  unreachable: (where, answer) =>
    `no mail server can be reached at ${where} (${answer}): check --smtp and the network`,
  silent: (where) =>
    `the mail server at ${where} does not answer in time: check its port (587 for smtp:, 465 for smtps:) and the firewall`,
  "no-encryption": (where) =>
    `the mail server at ${where} offers no encryption, or somebody on the way took the offer out, so nothing was sent: try smtps:, or smtp+insecure: if you really mean to go without`,
  certificate: (where, answer) =>
    `the certificate of the mail server at ${where} cannot be trusted (${answer}): check the name in --smtp; a certificate of the school's own goes into smtp-ca or NODE_EXTRA_CA_CERTS`,
  "sign-in": (where, answer) =>
    `the mail server at ${where} refuses the user name or the password (${answer}): Gmail and Microsoft want an app password, which is made in the settings of the account`,
  rejected: (where, answer) =>
    `the mail server at ${where} does not take the mail (${answer}): check --mail-from and the address`,
};
