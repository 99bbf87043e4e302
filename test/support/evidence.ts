import { protocolVersion, type RoomCard } from "@classchat/core";
import type { Call, Evidence, Outcome } from "classchat/doctor/diagnosis/evidence";

/** The room that the evidence of tests is about. */
export const card: RoomCard = {
  ...{ app: "classchat", protocol: protocolVersion, version: "0.1.0", id: "physicsroom2" },
  ...{ name: "physics", title: "", mentor: "kim", online: 1 },
};

export const ethernet = {
  name: "eth0",
  kind: "lan",
  networks: ["10.77.0.11/24"],
  addresses: ["10.77.0.11", "fe80::1"],
} as const;

export const loopback = {
  name: "lo",
  kind: "loopback",
  networks: ["127.0.0.1/8"],
  addresses: ["127.0.0.1", "::1"],
} as const;

const router = "10.77.0.254";

/** A computer on a network where nothing is wrong and no room is open. */
export const quietNetwork: Evidence = {
  asked: undefined,
  network: { interfaces: [loopback, ethernet], missing: undefined },
  multicast: { failure: undefined, isOwnHeard: true, others: ["10.77.0.30"], announced: [] },
  calls: [],
  routes: [],
  neighbours: { isKnown: true, present: [router, "10.77.0.30"], gateways: [router] },
  disk: { folder: "/data", state: "ok", freeBytes: 1e12, failure: "" },
  mail: undefined,
};

export const silence: Evidence["multicast"] = { ...quietNetwork.multicast, others: [] };

/** A network in which nobody but the router answers. */
export const onlyRouter: Partial<Evidence> = {
  multicast: silence,
  neighbours: { ...quietNetwork.neighbours, present: [router] },
};

export const answer: Outcome = {
  ...{ type: "answered", card, fingerprint: "a".repeat(64) },
  ...{ isKeyChanged: false, aheadMs: 0 },
};

/** A room that announces itself at the usual place. */
export function callOf(outcome: Outcome, more: Partial<Call> = {}): Call {
  const place = { address: "10.77.0.10", port: 4242 };
  const room = { subject: card.id, name: "physics", isMeant: true };
  return { ...room, ...place, reason: "announced", outcome, ...more };
}

/** The same of an address that was asked for. */
export function askedCallOf(outcome: Outcome, more: Partial<Call> = {}): Call {
  return callOf(outcome, { subject: "10.77.0.10", name: "10.77.0.10", reason: "asked", ...more });
}

export const askedAddress = { text: "10.77.0.10", kind: "address" } as const;
