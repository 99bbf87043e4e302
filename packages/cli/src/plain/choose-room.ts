import { ChatError, errors } from "@classchat/core";
import { parseRoomReference, type RoomReference } from "../client/room-reference.ts";
import { borrowsKnownName, findRooms, type ListedRoom } from "../client/rooms.ts";
import type { Client } from "./client.ts";
import { CommandFailure, usageFailure } from "./failure.ts";
import { tell } from "./output.ts";
import { ask, canAsk } from "./prompt.ts";

/** How long a room may take to answer before there is none. */
const patienceMs = 4_000;
const codeTries = 3;

/**
 * Finds ROOM and makes sure of its host: a changed key is refused, a code is checked, a new key is pinned.
 * Nothing was sent to the host but the question for its card.
 */
export async function chooseRoom(
  text: string,
  code: string | undefined,
  client: Client,
): Promise<ListedRoom> {
  const hosts = await client.knownHosts.list();
  const reference = parseRoomReference(text, client.lan.isCode);
  const room = await chooseOne(
    await findRooms(reference, { ...client, hosts, patienceMs }),
    client,
  );
  if (room.trust === "changed") throw keyChanged(text);
  const words = code ?? (reference.kind === "code" ? reference.words : undefined);
  if (words === undefined && borrowsKnownName(room, reference, hosts)) throw nameBorrowed(room);
  await checkHost(room, words, client);
  return room;
}

/** What the user wrote for ROOM. */
export function readReference(text: string, { lan }: Client): RoomReference {
  return parseRoomReference(text, lan.isCode);
}

async function chooseOne(rooms: readonly ListedRoom[], client: Client): Promise<ListedRoom> {
  const [first, second] = rooms;
  if (!first) throw new ChatError("not-found");
  if (!second) return first;
  const lines = await Promise.all(rooms.map((room) => describe(room, client)));
  if (!canAsk()) {
    throw usageFailure(
      `several rooms have that name: give one of these addresses: ${lines.join("; ")}`,
    );
  }
  for (const [index, line] of lines.entries()) process.stderr.write(`  ${index + 1}  ${line}\n`);
  const choice = rooms[Number(await ask("Several rooms have that name. Which number?")) - 1];
  if (!choice) throw usageFailure("that is none of the numbers: try again");
  return choice;
}

/** Name, mentor, address and room code: what tells two rooms of one name apart. */
async function describe(room: ListedRoom, { lan }: Client): Promise<string> {
  const mentor = room.mentor === null ? "no mentor yet" : `mentor ${room.mentor}`;
  const code = await lan.code(room.fingerprint);
  return `${room.name} (${mentor}), ${addressOf(room)}, ${code}`;
}

export function addressOf({ address, port }: { address: string; port: number }): string {
  return `${address.includes(":") ? `[${address}]` : address}:${port}`;
}

async function checkHost(
  room: ListedRoom,
  words: string | undefined,
  client: Client,
): Promise<void> {
  if (words !== undefined && !(await client.lan.codeFits(words, room.fingerprint))) {
    throw new ChatError("wrong-room-code");
  }
  const isVerified = words !== undefined || (await isVerifiedByAsking(room, client));
  await pin(room, client);
  if (isVerified) await client.knownHosts.verify(room.fingerprint);
}

async function isVerifiedByAsking(room: ListedRoom, client: Client): Promise<boolean> {
  if (room.trust === "known") return false;
  if (canAsk()) return askForCode(room, client);
  tell(
    `${room.name} was never joined from here: its key is now remembered without a check; --code checks it`,
  );
  return false;
}

async function askForCode(room: ListedRoom, { lan }: Client): Promise<boolean> {
  for (let tries = 0; tries < codeTries; tries++) {
    const words = await ask(`Room code of ${room.name}, as the mentor shows it (Enter skips):`);
    if (words.trim() === "") return false;
    if (await lan.codeFits(words, room.fingerprint)) return true;
    tell(errors["wrong-room-code"].message);
  }
  throw new ChatError("wrong-room-code");
}

async function pin(room: ListedRoom, { knownHosts }: Client): Promise<void> {
  const { fingerprint, id, name, title, port } = room;
  const addresses = [...new Set([room.address, ...room.addresses])];
  await knownHosts.remember({ fingerprint, id, name, title, addresses, port });
}

function keyChanged(room: string): CommandFailure {
  return new CommandFailure(errors["key-changed"].message.replace("ROOM", room));
}

function nameBorrowed(room: ListedRoom): CommandFailure {
  const { message } = errors["key-changed"];
  return new CommandFailure(
    `${message.replace("ROOM", room.name)}. If this is another room of that name, join it as ${addressOf(room)} or with --code`,
  );
}
