import type { Disk, Mail } from "./evidence.ts";
import { type Finding, finding, mailCode } from "./finding.ts";

export function diskFindings({ folder, state, freeBytes, failure }: Disk): Finding[] {
  switch (state) {
    case "ok":
      return [finding("disk-ok", { folder })];
    case "full":
      return [finding("disk-full", { folder })];
    case "low":
      return [finding("disk-low", { folder, freeBytes })];
    case "unwritable":
      return [finding("disk-unwritable", { folder, failure })];
  }
}

/** Nothing where no mail is asked for. */
export function mailFindings(mail: Mail | undefined): Finding[] {
  switch (mail?.state) {
    case undefined:
      return [];
    case "ok":
      return [finding("mail-ok", { server: mail.server })];
    case "unusable":
      return [finding("mail-settings", { reason: mail.reason })];
    case "trouble":
      return [finding(mailCode(mail.reason), { server: mail.server, answer: mail.answer })];
  }
}
