import type { Fingerprint, RoomCard, RoomId } from "@classchat/core";

/** Everything that was looked at, before anything is made of it. */
export interface Evidence {
  /** What the user wrote for ROOM. */
  asked: Asked | undefined;
  network: Network;
  multicast: Multicast;
  /** Each address that was called, and what came of it. */
  calls: readonly Call[];
  routes: readonly Route[];
  neighbours: Neighbours;
  disk: Disk;
  mail: Mail | undefined;
}

export interface Asked {
  text: string;
  kind: "address" | "code" | "name";
}

export interface Network {
  interfaces: readonly Interface[];
  /** The one that alone may be used, where this computer has none of that name. */
  missing: { name: string; present: readonly string[] } | undefined;
}

export interface Interface {
  name: string;
  kind: "lan" | "bridge" | "tunnel" | "virtual" | "loopback";
  /** IPv4 with the size of the network: `10.77.0.10/24`. */
  networks: readonly string[];
  addresses: readonly string[];
}

interface Multicast {
  failure: string | undefined;
  isOwnHeard: boolean;
  /** Addresses of others who said anything. */
  others: readonly string[];
  /** The rooms that announced themselves. */
  announced: readonly RoomId[];
}

export interface Call {
  /** Calls of one room, or of one address that was asked for, belong together. */
  subject: string;
  /** What the user knows it by. */
  name: string;
  /** Why it was called: the user asked for it, it announced itself, it was there once, it is this computer's own. */
  reason: "asked" | "announced" | "remembered" | "own";
  /** Whether it may be what the user asked for; all are where nothing was asked for. */
  isMeant: boolean;
  address: string;
  port: number;
  outcome: Outcome;
}

export type Outcome =
  | Answer
  /** A room of another version; a very old or new one tells no card. */
  | { type: "other-protocol"; protocol: number | undefined; version: string | undefined }
  | { type: "not-a-room" }
  /** Something takes the connection and says nothing. */
  | { type: "silent" }
  | { type: "refused" }
  /** The system knows no way there, or nobody answers to the address on the wire. */
  | { type: "no-way" }
  /** The system of this computer does not let us. */
  | { type: "forbidden" }
  | { type: "timed-out" };

export interface Answer {
  type: "answered";
  card: RoomCard;
  fingerprint: Fingerprint;
  isKeyChanged: boolean;
  /** How far its clock is ahead of ours. */
  aheadMs: number | undefined;
}

/** By which of our addresses packets to that one leave; none where there is no way. */
export interface Route {
  to: string;
  from: string | undefined;
}

export interface Neighbours {
  /** Whether the system told them; it does for IPv4. */
  isKnown: boolean;
  /** Addresses on this wire that answered with a hardware address. */
  present: readonly string[];
  gateways: readonly string[];
}

export interface Disk {
  folder: string;
  state: "ok" | "full" | "low" | "unwritable";
  freeBytes: number;
  /** The code with which writing failed. */
  failure: string;
}

export type MailReason =
  | "unreachable"
  | "silent"
  | "no-encryption"
  | "certificate"
  | "sign-in"
  | "rejected";

export type Mail =
  | { state: "ok"; server: string }
  | { state: "trouble"; reason: MailReason; server: string; answer: string }
  /** The settings do not do; the reason in words. */
  | { state: "unusable"; reason: string };
