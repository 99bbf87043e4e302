import { setTimeout as delay } from "node:timers/promises";
import { ChatError, foldName, limits } from "@classchat/core";
import { hostsOfName, isNamed, rememberedAddresses } from "./known-hosts.ts";
import type { FoundRoom, Lan, RoomFinder } from "./lan.ts";
import type { RoomReference } from "./room-reference.ts";
import { type Candidate, type KnownHost, type Trust, trustOf } from "./trust.ts";

/** A room that answers, and what is known of its host's key. */
export interface ListedRoom extends FoundRoom {
  trust: Trust;
}

interface FindOptions {
  lan: Lan;
  hosts: readonly KnownHost[];
  /** How long a room may take to answer where others do already. */
  patienceMs: number;
  /** How long the first of all may take; a busy computer needs a while to look at all. */
  silentPatienceMs?: number;
  /** How long others that fit may take once one answered. */
  graceMs?: number;
}

/** The rooms of the finder with their trust; `found` judges each of them by all the others. */
export function listRooms(found: readonly FoundRoom[], hosts: readonly KnownHost[]): ListedRoom[] {
  const candidates = found.flatMap(whereItAnswers);
  return found.map((room) => ({ ...room, trust: trustOfRoom(room, hosts, candidates) }));
}

/**
 * All rooms that the reference may mean, the known one alone where there is one. Throws `not-found` where
 * nothing answers and `key-changed` where only another key does.
 */
export async function findRooms(
  reference: RoomReference,
  options: FindOptions,
): Promise<ListedRoom[]> {
  if (reference.kind === "address") return dialReference(reference, options);
  const matches =
    reference.kind === "code"
      ? await findByCode(reference.words, options)
      : await findByName(reference.text, options);
  if (matches.length === 0) throw new ChatError("not-found");
  const known = matches.filter(({ trust }) => trust === "known");
  return known.length > 0 ? known : matches;
}

/**
 * Whether a room that is new here calls itself like a known one that does not answer: it may be an
 * impostor, so its name alone is not enough to join it.
 */
export function borrowsKnownName(
  room: ListedRoom,
  reference: RoomReference,
  hosts: readonly KnownHost[],
): boolean {
  return (
    room.trust === "new" &&
    reference.kind === "name" &&
    foldName(reference.text) === foldName(room.name) &&
    hostsOfName(room.name, hosts).length > 0
  );
}

async function findByName(text: string, options: FindOptions): Promise<ListedRoom[]> {
  const hasName = (room: { name: string }) => foldName(room.name) === foldName(text);
  const match = async (rooms: ListedRoom[]) => {
    const byName = rooms.filter(hasName);
    return byName.length > 0 ? byName : rooms.filter((room) => isNamed(text, room));
  };
  // One that is known is the one that is meant, unless several of that name are known.
  const knownByName = options.hosts.flatMap(({ rooms }) => rooms.filter(hasName));
  return withFinder(options, { match, knownIsEnough: knownByName.length < 2 });
}

async function findByCode(words: string, options: FindOptions): Promise<ListedRoom[]> {
  const checked = new Map<string, Promise<boolean>>();
  const fits = ({ fingerprint }: FoundRoom) => {
    const check = checked.get(fingerprint) ?? options.lan.codeFits(words, fingerprint);
    checked.set(fingerprint, check);
    return check;
  };
  const match = async (rooms: ListedRoom[]) => {
    const results = await Promise.all(rooms.map(fits));
    return rooms.filter((_, index) => results[index]);
  };
  // All rooms of a host share the code.
  return withFinder(options, { match, knownIsEnough: false });
}

interface Search {
  match: (rooms: ListedRoom[]) => Promise<ListedRoom[]>;
  /** Whether a known room that matches ends the search at once. */
  knownIsEnough: boolean;
}

/** Asks again at each change, until enough matches or time is up. */
async function withFinder(options: FindOptions, search: Search): Promise<ListedRoom[]> {
  const { lan, hosts, patienceMs, graceMs = namesakesMs } = options;
  const { silentPatienceMs = 2.5 * patienceMs } = options;
  const finder = lan.find(rememberedAddresses(hosts));
  try {
    const start = performance.now();
    let graceEnd = Number.POSITIVE_INFINITY;
    for (;;) {
      // Asked for first: what comes up while a code is checked shall not go unseen.
      const change = nextChange(finder);
      const rooms = listRooms(finder.rooms(), hosts);
      const matches = await search.match(rooms);
      if (search.knownIsEnough && matches.some(({ trust }) => trust === "known")) return matches;
      if (matches.length > 0) graceEnd = Math.min(graceEnd, performance.now() + graceMs);
      const end = start + (rooms.length > 0 ? patienceMs : silentPatienceMs);
      const leftMs = Math.min(end, graceEnd) - performance.now();
      if (leftMs <= 0) return matches;
      await waitAtMost(leftMs, change);
    }
  } finally {
    finder.close();
  }
}

function nextChange(finder: RoomFinder): Promise<void> {
  return new Promise((resolve) => {
    const stop = finder.onChange(() => {
      stop();
      resolve();
    });
  });
}

async function waitAtMost(ms: number, event: Promise<void>): Promise<void> {
  const late = new AbortController();
  try {
    await Promise.race([event, delay(ms, undefined, { signal: late.signal })]);
  } finally {
    late.abort();
  }
}

async function dialReference(
  { address, port }: { address: string; port: number | undefined },
  { lan, hosts, graceMs = otherPortsMs }: FindOptions,
): Promise<ListedRoom[]> {
  const ports = port === undefined ? usualPorts() : [port];
  const rooms: FoundRoom[] = [];
  const calls = ports.map(async (port) => rooms.push(await dial(lan, address, port)));
  await Promise.any(calls).catch((error: AggregateError) => {
    throw mostTelling(error.errors);
  });
  // A firewall lets the other ports hang, and the one who typed the address should not wait for that.
  await Promise.race([Promise.allSettled(calls), delay(graceMs, undefined, { ref: false })]);
  return listRooms(rooms, hosts);
}

async function dial(lan: Lan, address: string, port: number): Promise<FoundRoom> {
  const { card, fingerprint } = await lan.dial({ address, port });
  const { id, name, title, mentor, online, version, protocol } = card;
  const where = { host: address, address, port, addresses: [address], fingerprint };
  return { id, name, title, mentor, online, version, protocol, ...where };
}

function usualPorts(): number[] {
  return Array.from({ length: limits.portsTried }, (_, index) => limits.firstPort + index);
}

/** A host that answered otherwise says more than one that did not answer. */
function mostTelling(errors: readonly unknown[]): unknown {
  const isTelling = (error: unknown) =>
    error instanceof ChatError && error.code === "other-protocol";
  return errors.find(isTelling) ?? new ChatError("not-found", { cause: errors[0] });
}

function trustOfRoom(
  room: FoundRoom,
  hosts: readonly KnownHost[],
  found: readonly Candidate[],
): Trust {
  const trusts = whereItAnswers(room).map((candidate) => trustOf(candidate, hosts, found));
  return trusts.find((trust) => trust === "changed") ?? trusts[0] ?? "new";
}

function whereItAnswers({ address, addresses, ...room }: FoundRoom): Candidate[] {
  const { id, fingerprint, name, port } = room;
  const all = new Set([address, ...addresses]);
  return [...all].map((address) => ({ id, fingerprint, name, address, port }));
}

const otherPortsMs = 400;

// Where nothing is known, a namesake that answers a little later must not go unseen: it is what the user would
// have to choose from. A known room is taken at once.
const namesakesMs = 1_000;
