import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { limits } from "@classchat/core";
import { mdnsEnvironment } from "../../support/command.ts";
import { ownMdns } from "../../support/mdns.ts";
import { residentMiB } from "../../support/memory.ts";
import { firstLine, startProgram } from "../../support/programs.ts";
import { RawClient } from "../../support/raw-client.ts";
import { password, say } from "../../support/world.ts";
import { quantile } from "../figures.ts";
import { isWanted, type Part, type Row } from "../part.ts";

// What an honest class notices of each attack: how long until a message is stored and told, and by how much the host
// grows. Promised are a median below 50 ms and less than 100 MiB. Each attack has a host of its own, so that none
// pays for the one before; its processes run beside the attacker's on the same cores.
const kinds = [
  "nothing",
  "TCP connections",
  "silent connections",
  "TLS handshakes",
  "half requests",
  "single bytes",
  "cards",
  "guests",
  "sign-ins by token",
  "bad tokens",
  "web pages",
  "passwords",
  "reset codes",
  "registrations",
  "CONNECTs",
  "large packets",
  "deep packets",
  "small packets",
  "small packets once in",
  "bad requests",
  "messages",
  "uploads",
  "attachments",
  "large attachments",
  "pings",
  "parts",
  "pages that nobody reads",
  "messages that nobody reads",
  "advertisements",
  "broken advertisements",
];
/** Those that do not come to the room's own door: what the network is flooded with, and how often in a second. */
const floods: Record<string, string> = {
  advertisements: "rooms,falsehoods,goodbyes,rivals",
  "broken advertisements": "garbage",
};
const floodPerSecond = "2000";
const attackMs = 5_000;
const everyMs = 50;
const readers = 10;
/** Of those that make the host hash, each has scrypt as it is in the classroom. */
const hashing = ["passwords", "reset codes", "registrations"];
const settings = JSON.stringify({ "per-address": limits.perAddress });

interface Room {
  id: string;
  port: number;
  fingerprint: string;
  mentorCode: string;
}

export const attacks: Part = {
  name: "attacks",
  about: "how long a class waits, and how much the host grows, under each attack",
  measure: async (subjects) => {
    // Whoever is started is on a network of this run alone.
    Object.assign(process.env, mdnsEnvironment(ownMdns()));
    const rows: Row[] = [];
    for (const kind of kinds.filter((kind) => isWanted(kind, subjects)))
      rows.push(...(await attacked(kind)));
    return rows;
  },
};

async function attacked(kind: string): Promise<Row[]> {
  const folder = await mkdtemp(join(tmpdir(), "classchat-"));
  const host = startProgram("serve-room", folder, settings, "", hasherFor(kind));
  try {
    const room = JSON.parse(await firstLine(host)) as Room;
    return await measured(kind, room, host.process.pid ?? 0);
  } finally {
    host.process.stdin?.end();
    await once(host.process, "close");
    await rm(folder, { recursive: true });
  }
}

function hasherFor(kind: string): string {
  return hashing.includes(kind) ? "scrypt" : "plain";
}

async function measured(kind: string, room: Room, pid: number): Promise<Row[]> {
  const mia = await member(room, "mia", { mentorCode: room.mentorCode });
  const others = await Promise.all(
    Array.from({ length: readers }, (_, i) => member(room, `ben-${i}`)),
  );
  // Pages that are worth asking for, and a host that is warm.
  for (let i = 0; i < 150; i++) await say(mia, "x".repeat(limits.messageLength));
  const zoe = await member(room, "zoe");
  const { token } = await tokenOf(room);
  const before = await residentMiB(pid);
  const attacker = startAttacker(kind, room, token);
  await firstLine(attacker);
  const { took, most } = await talk(mia, pid);
  attacker.process.stdin?.end();
  await once(attacker.process, "close");
  for (const client of [mia, zoe, ...others]) client.close();
  return [
    { measure: `${kind}: p50, ms`, ours: quantile(took, 0.5), promises: [{ atMost: 50 }] },
    { measure: `${kind}: p99, ms`, ours: quantile(took, 0.99) },
    { measure: `${kind}: most, ms`, ours: quantile(took, 1) },
    { measure: `${kind}: grew, MiB`, ours: most - before, promises: [{ atMost: 100 }] },
  ];
}

function startAttacker(kind: string, { id, port, fingerprint }: Room, token: string) {
  const flood = floods[kind];
  return flood === undefined
    ? startProgram("attack-room", id, String(port), kind, token)
    : startProgram("flood-lan", flood, "physics", id, fingerprint, floodPerSecond);
}

/** Says something now and then, as long as the attack lasts, and looks at the host's memory. */
async function talk(mentor: RawClient, pid: number): Promise<{ took: number[]; most: number }> {
  const took: number[] = [];
  let most = 0;
  const end = performance.now() + attackMs;
  while (performance.now() < end) {
    const start = performance.now();
    await say(mentor, "y".repeat(limits.messageLength));
    took.push(performance.now() - start);
    if (took.length % 5 === 0) most = Math.max(most, await residentMiB(pid));
    await delay(everyMs);
  }
  if (took.length === 0) throw new Error("Nothing could be said.");
  return { took, most };
}

async function member(room: Room, user: string, more: { mentorCode?: string } = {}) {
  const client = new RawClient(room);
  await client.request("account:register", { user, email: user, password, ...more });
  await client.request("account:signIn", { login: user, password });
  // What others say is of no interest here, and remembering it would fill this process.
  client.socket.offAny();
  return client;
}

async function tokenOf(room: Room): Promise<{ token: string }> {
  const client = new RawClient(room);
  const signedIn = await client.request("account:signIn", { login: "zoe", password });
  client.close();
  return signedIn;
}
