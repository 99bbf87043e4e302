/** The settings of a host, as they are named on the command line and in `config.json`. */
export type SettingName =
  | "title"
  | "port"
  | "interface"
  | "closed"
  | "files"
  | "max-file"
  | "max-members"
  | "per-address"
  | "metrics-port"
  | "mail-domain"
  | "smtp"
  | "mail-from"
  | "smtp-ca";

/** What is wrong with a file of settings. */
export type SettingsFault =
  | { type: "not-json" }
  /** JSON, but no object. */
  | { type: "no-settings" }
  /** There is no setting of that name. */
  | { type: "unknown"; name: string }
  | { type: "unusable"; setting: SettingName };

/** Why a host cannot do what it was asked to, and what is known about it. Who shows it has the words. */
export interface HostRefusals {
  "port-unusable": { port: number };
  "metrics-port-unusable": { port: number };
  "settings-unusable": { file: string; fault: SettingsFault };

  "mail-incomplete": Nothing;
  "mail-missing": Nothing;
  "mail-address": Nothing;
  "smtp-unusable": Nothing;
  "smtp-password-missing": { user: string };

  "data-in-use": { folder: string };
  "data-unwritable": { folder: string; cause: string };
  "data-damaged": { file: string };
  "key-damaged": { file: string };

  "nothing-to-back-up": { folder: string };
  "backup-inside": { folder: string };
  "backup-not-empty": { folder: string };
  "not-a-backup": { folder: string; label: string };
  "host-exists": { folder: string };
}

type Nothing = Record<never, never>;

export type HostRefusalCode = keyof HostRefusals;

/** The words of one language for all of them. */
export type HostRefusalWords = {
  [Code in HostRefusalCode]: (details: HostRefusals[Code]) => string;
};

/** A host cannot do what it was asked to. Its message is for logs. */
export class HostRefusal<Code extends HostRefusalCode = HostRefusalCode> extends Error {
  override readonly name = "HostRefusal";
  readonly code: Code;
  readonly details: HostRefusals[Code];

  constructor(code: Code, details: HostRefusals[Code], options: ErrorOptions = {}) {
    super(`${code} ${JSON.stringify(details)}`, options);
    this.code = code;
    this.details = details;
  }

  /** What happened and what to do, in one line. */
  wordedIn(words: HostRefusalWords): string {
    return words[this.code](this.details);
  }
}
