import { addressWithPort, ChatError } from "@classchat/core";
import { words } from "../words/words.ts";
import type { KnownHosts } from "./known-hosts.ts";
import type { Lan } from "./lan.ts";
import { parseRoomReference } from "./room-reference.ts";
import { borrowsKnownName, findRooms, type ListedRoom } from "./rooms.ts";

/** How long a room may take to answer before there is none; longer where nothing answers at all yet. */
const patienceMs = 4_000;

interface Surroundings {
  lan: Lan;
  knownHosts: KnownHosts;
}

interface RoomWish {
  /** What the user wrote for ROOM: a name, an id, an address, four words. */
  reference: string;
  /** The room code, where it was given beside that. */
  code?: string | undefined;
  /** Decides between several rooms of one name. */
  pick: (rooms: readonly ListedRoom[]) => Promise<ListedRoom>;
}

/** A room that answers. `isVerified`: its code was given and fits its host's key. */
export interface RoomChoice {
  room: ListedRoom;
  isVerified: boolean;
}

/**
 * Finds the room that is meant. Refuses with `key-changed` a host that is not the one known for it, and with
 * `wrong-room-code` one that the code does not fit. Nothing but the question for its card was sent to it.
 */
export async function chooseRoom(
  { reference: text, code, pick }: RoomWish,
  { lan, knownHosts }: Surroundings,
): Promise<RoomChoice> {
  const hosts = await knownHosts.list();
  const reference = parseRoomReference(text, lan.isCode);
  const answering = await findRooms(reference, { lan, hosts, patienceMs });
  const found = code === undefined ? answering : await fittingCode(code, answering, lan);
  const room = found[1] ? await pick(found) : found[0];
  if (!room) throw new ChatError("not-found");
  if (room.trust === "changed") throw new ChatError("key-changed");

  const given = code ?? (reference.kind === "code" ? reference.words : undefined);
  if (given !== undefined) await requireCode(given, room, lan);
  else if (borrowsKnownName(room, reference, hosts)) {
    throw new ChatError("key-changed", { field: "name" });
  }
  return { room, isVerified: given !== undefined };
}

/** Where several are meant, the code says which. */
async function fittingCode(
  code: string,
  rooms: readonly ListedRoom[],
  lan: Lan,
): Promise<readonly ListedRoom[]> {
  if (rooms.length < 2) return rooms;
  const fits = await Promise.all(rooms.map(({ fingerprint }) => lan.codeFits(code, fingerprint)));
  const fitting = rooms.filter((_, index) => fits[index]);
  if (fitting.length === 0) throw new ChatError("wrong-room-code");
  return fitting;
}

export async function requireCode(code: string, room: ListedRoom, lan: Lan): Promise<void> {
  if (!(await lan.codeFits(code, room.fingerprint))) throw new ChatError("wrong-room-code");
}

/** Remembers the host's key and where its room was reached. */
export async function pin(
  { room, isVerified }: RoomChoice,
  { knownHosts }: Pick<Surroundings, "knownHosts">,
): Promise<void> {
  const { fingerprint, id, name, title, port } = room;
  const addresses = [...new Set([room.address, ...room.addresses])];
  await knownHosts.remember({ fingerprint, id, name, title, addresses, port });
  if (isVerified) await knownHosts.verify(fingerprint);
}

/** Name, mentor, address and room code: what tells two rooms of one name apart. */
export async function describeRoom(room: ListedRoom, lan: Lan): Promise<string> {
  const code = await lan.code(room.fingerprint);
  return words.rooms.described({ ...room, address: addressWithPort(room), code });
}
