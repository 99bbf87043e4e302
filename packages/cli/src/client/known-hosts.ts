import { join } from "node:path";
import { Fingerprint, foldName, RoomId } from "@classchat/core";
import * as z from "zod";
import { JsonFile } from "./json-file.ts";
import type { RememberedAddress } from "./lan.ts";
import type { RoomReference } from "./room-reference.ts";
import type { KnownHost, KnownRoom } from "./trust.ts";

const StoredRoom = z.object({
  id: RoomId,
  name: z.string(),
  title: z.string(),
  addresses: z.array(z.string()),
  port: z.int(),
  lastSeenAt: z.int(),
});

const StoredHosts = z.object({
  hosts: z.array(
    z.object({ fingerprint: Fingerprint, verified: z.boolean(), rooms: z.array(StoredRoom) }),
  ),
});
type StoredHosts = z.output<typeof StoredHosts>;
type StoredHost = StoredHosts["hosts"][number];

/** A host, and that its room answered there with that key. */
export interface Sighting extends Omit<KnownRoom, "lastSeenAt"> {
  fingerprint: Fingerprint;
}

/** The hosts whose keys are pinned and the rooms that were reached there. */
export class KnownHosts {
  readonly #file: JsonFile<StoredHosts>;
  readonly #now: () => number;

  constructor(folder: string, onDamaged: (keptAs: string) => void, now: () => number = Date.now) {
    const path = join(folder, "known-hosts.json");
    this.#file = new JsonFile({ path, schema: StoredHosts, empty: { hosts: [] }, onDamaged });
    this.#now = now;
  }

  async list(): Promise<readonly KnownHost[]> {
    return (await this.#file.read()).hosts;
  }

  /** Pins the key if it is new, and remembers where the room was reached. */
  async remember(room: Sighting): Promise<void> {
    const lastSeenAt = this.#now();
    await this.#file.update((stored) => ({
      hosts: changeHost(stored.hosts, room.fingerprint, (host) => withRoom(host, room, lastSeenAt)),
    }));
  }

  /** The room code of this host was typed. */
  async verify(fingerprint: Fingerprint): Promise<void> {
    await this.#file.update((stored) => ({
      hosts: changeHost(stored.hosts, fingerprint, (host) => ({ ...host, verified: true })),
    }));
  }

  async isVerified(fingerprint: Fingerprint): Promise<boolean> {
    const hosts = await this.list();
    return hosts.some((host) => host.fingerprint === fingerprint && host.verified);
  }

  async forget(fingerprint: Fingerprint): Promise<void> {
    await this.#file.update((stored) => ({
      hosts: stored.hosts.filter((host) => host.fingerprint !== fingerprint),
    }));
  }
}

/** Where remembered rooms were, for when they do not announce themselves. */
export function rememberedAddresses(hosts: readonly KnownHost[]): RememberedAddress[] {
  return hosts.flatMap(({ rooms }) =>
    rooms.map(({ id, addresses, port }) => ({ id, addresses, port })),
  );
}

/** The pinned hosts that have a room of that name. */
export function hostsOfName(name: string, hosts: readonly KnownHost[]): KnownHost[] {
  const wanted = foldName(name);
  return hosts.filter(({ rooms }) => rooms.some((room) => foldName(room.name) === wanted));
}

/** The pinned hosts that the reference may mean, whether they can be reached or not. */
export async function hostsOfReference(
  reference: RoomReference,
  hosts: readonly KnownHost[],
  codeFits: (words: string, fingerprint: Fingerprint) => Promise<boolean>,
): Promise<KnownHost[]> {
  if (reference.kind !== "code") return hosts.filter(({ rooms }) => rooms.some(isMeant(reference)));
  const fits = await Promise.all(
    hosts.map(({ fingerprint }) => codeFits(reference.words, fingerprint)),
  );
  return hosts.filter((_, index) => fits[index]);
}

function isMeant(
  reference: Exclude<RoomReference, { kind: "code" }>,
): (room: KnownRoom) => boolean {
  if (reference.kind === "name") return (room) => isNamed(reference.text, room);
  const { address, port } = reference;
  return (room) => room.addresses.includes(address) && (port ?? room.port) === room.port;
}

// The shortest one that git takes for a commit, and far from any number of rooms in a school.
const shortestPrefix = 4;

/** Whether the text is the room's name, or the beginning of its id. */
export function isNamed(text: string, { id, name }: { id: string; name: string }): boolean {
  return (
    foldName(name) === foldName(text) || (text.length >= shortestPrefix && id.startsWith(text))
  );
}

function changeHost(
  hosts: readonly StoredHost[],
  fingerprint: Fingerprint,
  change: (host: StoredHost) => StoredHost,
): StoredHost[] {
  const before = hosts.find((host) => host.fingerprint === fingerprint);
  const after = change(before ?? { fingerprint, verified: false, rooms: [] });
  return before ? hosts.map((host) => (host === before ? after : host)) : [...hosts, after];
}

function withRoom(host: StoredHost, seen: Sighting, lastSeenAt: number): StoredHost {
  const { fingerprint: _, ...room } = seen;
  const others = host.rooms.filter(({ id }) => id !== room.id);
  const addresses = [...room.addresses];
  return { ...host, rooms: [...others, { ...room, addresses, lastSeenAt }] };
}
