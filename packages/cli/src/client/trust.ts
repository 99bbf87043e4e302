import { type Fingerprint, foldName, type RoomId } from "@classchat/core";

/** A room of a pinned host, as it was when it was last reached. */
export interface KnownRoom {
  id: RoomId;
  name: string;
  title: string;
  addresses: readonly string[];
  port: number;
  lastSeenAt: number;
}

/** A host whose key was pinned. `verified`: someone typed its room code. */
export interface KnownHost {
  fingerprint: Fingerprint;
  verified: boolean;
  rooms: readonly KnownRoom[];
}

/** What identifies a room that answers, what it calls itself, and where. */
export interface Candidate {
  id: RoomId;
  fingerprint: Fingerprint;
  name: string;
  address: string;
  port: number;
}

export type Trust = "known" | "new" | "changed";

/**
 * What is known of a room that answers. It is `changed` where another key answers for a remembered room:
 * under its id, or under its name at its address while the room itself is not found elsewhere. The address
 * alone says nothing: networks give it to another computer tomorrow.
 */
export function trustOf(
  candidate: Candidate,
  hosts: readonly KnownHost[],
  found: readonly Candidate[],
): Trust {
  const keys = keysOf(candidate.id, hosts);
  if (keys.length > 0) return keys.includes(candidate.fingerprint) ? "known" : "changed";
  if (hosts.some(({ fingerprint }) => fingerprint === candidate.fingerprint)) return "known";
  return standsInForAnother(candidate, hosts, found) ? "changed" : "new";
}

/** The keys under which a room with that id is remembered: one, unless something is wrong. */
function keysOf(id: RoomId, hosts: readonly KnownHost[]): Fingerprint[] {
  return hosts
    .filter(({ rooms }) => rooms.some((room) => room.id === id))
    .map(({ fingerprint }) => fingerprint);
}

function standsInForAnother(
  candidate: Candidate,
  hosts: readonly KnownHost[],
  found: readonly Candidate[],
): boolean {
  return hosts.some(({ fingerprint, rooms }) =>
    rooms.some(
      (room) =>
        foldName(room.name) === foldName(candidate.name) &&
        room.port === candidate.port &&
        room.addresses.includes(candidate.address) &&
        !found.some((other) => other.id === room.id && other.fingerprint === fingerprint),
    ),
  );
}
