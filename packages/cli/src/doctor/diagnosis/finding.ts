import type { MailReason } from "./evidence.ts";

/** What was looked at. Scripts may rely on these names, and on the codes. */
export type Check =
  | "network"
  | "vpn"
  | "multicast"
  | "room"
  | "version"
  | "key"
  | "clock"
  | "disk"
  | "mail";

/** `warning`: rooms can be reached all the same, or only this computer's own. */
export type Status = "ok" | "warning" | "problem";

interface Place {
  /** What the user knows the room by. */
  room: string;
  /** `10.77.0.10:4242` */
  place: string;
}

/** What each code tells beside itself. */
export interface Findings {
  "network-ok": { places: readonly string[] };
  "interface-missing": { name: string; present: readonly string[] };
  "no-network": object;
  "self-assigned": { address: string };

  vpn: { name: string };

  "multicast-ok": object;
  "multicast-silent": { failure: string | undefined };
  "multicast-blocked": Place;
  "announcement-missing": Place;
  "nobody-heard": object;

  "room-ok": Place;
  "own-room-ok": Place & { port: number };
  "no-room": object;
  "not-found": { room: string; found: readonly string[] };
  "nothing-listens": Place;
  "own-room-closed": Place;
  firewall: Place & { port: number };
  /** The one of this computer keeps us from calling. */
  "own-firewall": Place;
  isolation: Place;
  "host-absent": Place;
  "other-network": Place & { networks: readonly string[] };
  "host-silent": Place;
  "not-a-room": Place;

  "version-older": Place & { version: string };
  "version-newer": Place & { version: string };
  "version-other": Place;

  "key-changed": Place;

  "clock-off": Place & { aheadMs: number };

  "disk-ok": { folder: string };
  "disk-full": { folder: string };
  "disk-low": { folder: string; freeBytes: number };
  "disk-unwritable": { folder: string; failure: string };

  "mail-ok": { server: string };
  "mail-settings": { reason: string };
  "mail-unreachable": MailAbout;
  "mail-silent": MailAbout;
  "mail-no-encryption": MailAbout;
  "mail-certificate": MailAbout;
  "mail-sign-in": MailAbout;
  "mail-rejected": MailAbout;
}

interface MailAbout {
  server: string;
  answer: string;
}

export type Code = keyof Findings;

export type Finding<C extends Code = Code> = {
  [Each in C]: { code: Each; about: Findings[Each] };
}[C];

interface FindingRow {
  check: Check;
  status: Status;
  /** What a firewall has to let in: that of the host, of which nobody here knows what it is, or that of this computer. */
  opens?: "tcp" | "tcp-here" | "mdns" | "mdns-here";
}

export const findingTable = {
  "network-ok": { check: "network", status: "ok" },
  "interface-missing": { check: "network", status: "problem" },
  "no-network": { check: "network", status: "problem" },
  "self-assigned": { check: "network", status: "problem" },

  vpn: { check: "vpn", status: "problem" },

  "multicast-ok": { check: "multicast", status: "ok" },
  "multicast-silent": { check: "multicast", status: "warning", opens: "mdns-here" },
  "multicast-blocked": { check: "multicast", status: "warning" },
  "announcement-missing": { check: "multicast", status: "warning", opens: "mdns" },
  "nobody-heard": { check: "multicast", status: "problem" },

  "room-ok": { check: "room", status: "ok" },
  "own-room-ok": { check: "room", status: "ok", opens: "tcp-here" },
  "no-room": { check: "room", status: "problem" },
  "not-found": { check: "room", status: "problem" },
  "nothing-listens": { check: "room", status: "problem" },
  "own-room-closed": { check: "room", status: "problem" },
  firewall: { check: "room", status: "problem", opens: "tcp" },
  "own-firewall": { check: "room", status: "problem" },
  isolation: { check: "room", status: "problem" },
  "host-absent": { check: "room", status: "problem" },
  "other-network": { check: "room", status: "problem" },
  "host-silent": { check: "room", status: "problem" },
  "not-a-room": { check: "room", status: "problem" },

  "version-older": { check: "version", status: "problem" },
  "version-newer": { check: "version", status: "problem" },
  "version-other": { check: "version", status: "problem" },

  "key-changed": { check: "key", status: "problem" },

  "clock-off": { check: "clock", status: "warning" },

  "disk-ok": { check: "disk", status: "ok" },
  "disk-full": { check: "disk", status: "problem" },
  "disk-low": { check: "disk", status: "warning" },
  "disk-unwritable": { check: "disk", status: "problem" },

  "mail-ok": { check: "mail", status: "ok" },
  "mail-settings": { check: "mail", status: "problem" },
  "mail-unreachable": { check: "mail", status: "problem" },
  "mail-silent": { check: "mail", status: "problem" },
  "mail-no-encryption": { check: "mail", status: "problem" },
  "mail-certificate": { check: "mail", status: "problem" },
  "mail-sign-in": { check: "mail", status: "problem" },
  "mail-rejected": { check: "mail", status: "problem" },
} as const satisfies Record<Code, FindingRow>;

export function rowOf(code: Code): FindingRow {
  return findingTable[code];
}

export function finding<C extends Code>(code: C, about: Findings[C]): Finding {
  // The table pairs each code with what it tells; TypeScript cannot follow a generic one.
  return { code, about } as unknown as Finding;
}

export function mailCode(reason: MailReason): `mail-${MailReason}` {
  return `mail-${reason}`;
}
