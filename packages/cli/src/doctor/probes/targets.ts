import { cleanLine, foldName, limits, type RoomId } from "@classchat/core";
import type { Announcement } from "@classchat/core/lan";
import { hostsOfReference, isNamed } from "../../client/known-hosts.ts";
import type { Lan } from "../../client/lan.ts";
import type { RoomReference } from "../../client/room-reference.ts";
import type { KnownHost, KnownRoom } from "../../client/trust.ts";
import type { Call } from "../diagnosis/evidence.ts";
import type { OwnRoom } from "./own-host.ts";

/** A call that is to be made. */
export type Target = Omit<Call, "outcome"> & {
  /** The room that is expected there, where one is. */
  id: RoomId | undefined;
};

/** Somebody who announces hundreds of rooms shall not make this take minutes. */
const addressesOfRoom = 3;

/** The address that was asked for, at the port that was given or at those that hosts take. */
export function askedTargets(asked: RoomReference | undefined): Target[] {
  if (asked?.kind !== "address") return [];
  const { address, port } = asked;
  const ports = port === undefined ? usualPorts : [port];
  const rest = { name: address, reason: "asked", isMeant: true, id: undefined } as const;
  return ports.map((port) => ({ subject: address, address, port, ...rest }));
}

const usualPorts = Array.from(
  { length: limits.portsTried },
  (_, index) => limits.firstPort + index,
);

/** Where rooms that are meant were when they were last reached. */
export async function rememberedTargets(
  asked: RoomReference | undefined,
  hosts: readonly KnownHost[],
  lan: Lan,
): Promise<Target[]> {
  if (asked?.kind === "address") return [];
  const meant = asked ? await hostsOfReference(asked, hosts, lan.codeFits) : hosts;
  const isMeant = (room: KnownRoom) => asked?.kind !== "name" || isNamed(asked.text, room);
  return meant.flatMap(({ rooms }) => rooms.filter(isMeant)).flatMap(placesOf);
}

function placesOf({ id, name, addresses, port }: KnownRoom): Target[] {
  const rest = { name, port, id, reason: "remembered", isMeant: true } as const;
  return addresses.slice(0, addressesOfRoom).map((address) => ({ subject: id, address, ...rest }));
}

/** Rooms of a host on this computer, which its own computer reaches whatever the network does. */
export function ownTargets(asked: RoomReference | undefined, rooms: readonly OwnRoom[]): Target[] {
  return rooms.map(({ id, name, port }) => {
    const isMeant =
      asked === undefined || (asked.kind === "name" && isNamed(asked.text, { id, name }));
    return { subject: id, name, reason: "own", isMeant, address: "127.0.0.1", port, id };
  });
}

/** Where a room says that it is. Only an answer tells whether it is the one with these words. */
export function announcedTargets(
  asked: RoomReference | undefined,
  { id, domain, said: { addresses, port } }: Announcement,
): Target[] {
  const name = cleanLine(domain.split("._classchat.")[0] ?? "");
  const isMeant = asked === undefined || (asked.kind === "name" && isCalled(asked.text, id, name));
  const rest = { subject: id, name, reason: "announced", isMeant, port, id } as const;
  return [...new Set(addresses)].slice(0, addressesOfRoom).map((address) => ({ address, ...rest }));
}

/** A room with a namesake is announced as `physics (2)`. */
function isCalled(text: string, id: RoomId, name: string): boolean {
  return isNamed(text, { id, name }) || foldName(name.replace(/ \(\d+\)$/u, "")) === foldName(text);
}
