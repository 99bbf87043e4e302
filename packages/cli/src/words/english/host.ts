import type { HostRefusalWords, MailTrouble, MailWords, SettingName } from "@classchat/server";
import { amount } from "./amount.ts";

type ReasonWords = Record<MailTrouble["reason"], (server: string, answer: string) => string>;

/** What each setting takes, to be read behind its name. */
const settings: Record<SettingName, string> = {
  title: "takes at most 80 characters",
  port: "takes a whole number from 0 to 65535",
  interface: "takes the name of a network interface",
  closed: "takes true or false",
  files: "takes text or any",
  "max-file": "takes a size like 5MB, 200KB or 1GiB",
  "max-members": "takes a whole number from 1 to 10000",
  "per-address": "takes a whole number from 1 to 20000",
  "metrics-port": "takes a whole number from 0 to 65535",
  "mail-domain": "takes a domain like school.edu",
  smtp: "takes a mail server like smtp://USER@mail.school.edu:587",
  "mail-from": "takes an address like chat@school.edu",
  "smtp-ca": "takes the name of a file with a certificate",
};

const refusals: HostRefusalWords = {
  "port-unusable": ({ port }) => `Port ${port} cannot be used: choose another one with --port.`,
  "metrics-port-unusable": ({ port }) =>
    `Port ${port} cannot be used for the metrics: choose another one with --metrics-port, or 0 for any free one.`,
  "settings-unusable": ({ file, fault }) => {
    switch (fault.type) {
      case "not-json":
        return `${file} cannot be used (it is not JSON): correct it or remove it.`;
      case "no-settings":
        return `${file} cannot be used (it holds no settings in { }): correct it or remove it.`;
      case "unknown":
        return `${file} cannot be used (there is no setting "${fault.name}"): correct it or remove it.`;
      case "unusable":
        return `${file} cannot be used (${fault.setting} ${settings[fault.setting]}): correct it or remove it.`;
    }
  },

  "mail-incomplete": () =>
    "Mail needs all of --mail-domain, --smtp and --mail-from, or none of them.",
  "mail-missing": () => "There are no settings for mail: give --mail-domain, --smtp, --mail-from.",
  "mail-address": () => "--test-mail wants one address, like you@school.edu.",
  "smtp-unusable": () => "--smtp names no mail server.",
  "smtp-password-missing": ({ user }) =>
    `--smtp has a user and no password: put it into CLASSCHAT_SMTP_PASSWORD (or behind ${user}: in the URL).`,

  "data-in-use": ({ folder }) =>
    `Another host already uses ${folder}: stop it first, or give another directory with --data.`,
  "data-unwritable": ({ folder, cause }) =>
    `${folder} cannot be written to (${cause}): make it writable, or give another directory with --data.`,
  "data-damaged": ({ file }) =>
    `${file} is damaged, so nothing was changed: restore a backup, or mend the file by hand.`,
  "key-damaged": ({ file }) =>
    `The host's key ${file} is unreadable or damaged. Put the file back from a backup; only if it is lost, move it away, and students will have to run: classchat forget ROOM`,

  "nothing-to-back-up": ({ folder }) => `No host has kept anything in ${folder}: nothing to copy.`,
  "backup-inside": ({ folder }) => `A backup cannot lie inside of ${folder}.`,
  "backup-not-empty": ({ folder }) => `${folder} is not empty: give a new folder for the backup.`,
  "not-a-backup": ({ folder, label }) =>
    `${folder} is not a whole backup of classchat: it has no valid ${label}.`,
  "host-exists": ({ folder }) =>
    `${folder} exists already: move it away, or restore to another directory with --data.`,
};

/** Why a mail did not go out and what to do. */
const mailTrouble: ReasonWords = {
  unreachable: (server, answer) =>
    `no mail server can be reached at ${server} (${answer}): check --smtp and the network`,
  silent: (server) =>
    `the mail server at ${server} does not answer in time: check its port (587 for smtp:, 465 for smtps:) and the firewall`,
  "no-encryption": (server) =>
    `the mail server at ${server} offers no encryption, or somebody on the way took the offer out, so nothing was sent: try smtps:, or smtp+insecure: if you really mean to go without`,
  certificate: (server, answer) =>
    `the certificate of the mail server at ${server} cannot be trusted (${answer}): check the name in --smtp; a certificate of the school's own goes into smtp-ca or NODE_EXTRA_CA_CERTS`,
  "sign-in": (server, answer) =>
    `the mail server at ${server} refuses the user name or the password (${answer}): check both in --smtp and CLASSCHAT_SMTP_PASSWORD; Gmail and Microsoft want an app password, which is made in the settings of the account`,
  rejected: (server, answer) =>
    `the mail server at ${server} does not take the mail (${answer}): check --mail-from and the address`,
};

const mails: MailWords = {
  reset: ({ room, code, command, minutes }) => ({
    subject: `Code for ${room}`,
    text: `Somebody, we hope you, asked for a new password in the classroom chat "${room}".

The code is: ${code}

It is good for ${amount(minutes, "minute")} and for one new password. Type it where you asked for it, or run:

  ${command}

If it was not you, do nothing: your password stays as it is. Give the code to nobody; no mentor will
ever ask for it.
`,
  }),
  test: {
    subject: "classchat can send mail",
    text: "This is a test. Whoever forgets the password of their classchat account gets a code by such a mail.\n",
  },
};

/** What the lines of a host without a screen say. */
const report = {
  open: (room: string, places: string[], code: string) =>
    `${room} is open at ${places.join(", ")}. Room code: ${code}`,
  openAtPort: (room: string, port: number, code: string) =>
    `${room} is open at port ${port}. Room code: ${code}`,
  mentorCode: (command: string) => `There is no mentor yet. To become one, once: ${command}`,
  resetCode: (about: { user: string; minutes: number; command: string }) =>
    `A new password for ${about.user}, once and within ${amount(about.minutes, "minute")}: ${about.command}`,
  renamed: (room: string, name: string) =>
    `${room} is announced as ${name}: another room on this network has its name.`,
  addresses: (room: string, addresses: string[]) => `${room} is now at ${addresses.join(", ")}.`,
  noAddress: (room: string) => `${room} has no address that others could reach.`,
  mailFailed: (reason: string) => `A mail did not go out: ${reason}`,
  watching: (port: number) =>
    `Programs on this computer find metrics at http://127.0.0.1:${port}/metrics`,
  resetRequest: (user: string) => `${user} asks for a new password; a mentor gives a code for it.`,
  disk: {
    enough: "The disk has enough room again.",
    low: "The disk is nearly full: files are refused.",
    full: "The disk is full: no more messages are taken.",
  },
  error: (count: number, log: string) =>
    `The host met ${count === 1 ? "an error" : `${count} errors so far`} that nobody expected, and goes on: see ${log}`,
  closing: "The rooms are closed.",
};

/** What the mentor's screen says. */
const screen = {
  resetCode: (about: { user: string; email: string; resetCode: string; minutes: number }) =>
    `Reset code for ${about.user} (e-mail name ${about.email}): ${about.resetCode}, good once, within ${amount(about.minutes, "minute")}, under "forgot password".`,
  renamed: (name: string) => `announced as ${name}: another room on this network has its name`,
  unreachable: "no address that others could reach",
  mailFailed: (reason: string) => `a mail did not go out: ${reason}`,
  error: (count: number, log: string) => `${amount(count, "unexpected error")}: see ${log}`,
};

/** What the host's side reports and refuses: settings, mail, ports, backups. */
export const host = {
  settings,
  refusals,
  mailTrouble,
  mails,
  report,
  screen,
  damage: ({ room, lost, file }: { room: string; lost: number; file: string }) =>
    `The history of ${room} was damaged on the disk, and mended: ${lost === 0 ? "no message is lost" : `${amount(lost, "message")} cannot be read any more`}. The damaged file is kept as ${file}`,
  mailSent: (to: string) => `mail works: a test mail is on its way to ${to}`,
  mdnsFails: (failure: string) =>
    `mDNS fails (${failure}): students may have to join by the room's address.`,
  noAddress:
    "this computer has no address that others could reach: connect it to the classroom's network, or check the interface in config.json",
  wrongSetting: (setting: SettingName) =>
    `--${setting} ${settings[setting]}: run classchat host --help`,
  sameNames: "two rooms have the same name: give each its own",
  wrongName: (name: string) =>
    `${name} cannot name a room: use up to 32 letters, digits, spaces, - and _`,
};
