import { ChatError, cleanLine } from "@classchat/core";
import { chooseRoom, describeRoom, pin } from "../client/room-choice.ts";
import { parseRoomReference, type RoomReference } from "../client/room-reference.ts";
import type { ListedRoom } from "../client/rooms.ts";
import { words } from "../words/words.ts";
import type { Client } from "./client.ts";
import { CommandFailure, usageFailure } from "./failure.ts";
import { tell } from "./output.ts";
import { ask, canAsk } from "./prompt.ts";

const codeTries = 3;

/**
 * Finds ROOM and makes sure of its host: a changed key is refused, a code is checked, a new key is pinned.
 * Nothing was sent to the host but the question for its card.
 */
export async function chooseAndPin(
  reference: string,
  code: string | undefined,
  client: Client,
): Promise<ListedRoom> {
  const choice = await chooseByAsking(reference, code, client);
  const isVerified = choice.isVerified || (await isVerifiedByAsking(choice.room, client));
  await pin({ room: choice.room, isVerified }, client);
  return choice.room;
}

/** Finds ROOM; where several have its name, asks which is meant. */
export async function chooseByAsking(reference: string, code: string | undefined, client: Client) {
  try {
    const pick = (rooms: readonly ListedRoom[]) => pickByAsking(rooms, client);
    return await chooseRoom({ reference, code, pick }, client);
  } catch (error) {
    throw error instanceof ChatError && error.code === "key-changed"
      ? keyChanged(reference, error)
      : error;
  }
}

/** What the user wrote for ROOM. */
export function readReference(text: string, { lan }: Client): RoomReference {
  return parseRoomReference(text, lan.isCode);
}

async function pickByAsking(rooms: readonly ListedRoom[], { lan }: Client): Promise<ListedRoom> {
  const lines = await Promise.all(rooms.map((room) => describeRoom(room, lan)));
  if (!canAsk()) {
    throw usageFailure(words.rooms.several.giveAddress(lines));
  }
  for (const [index, line] of lines.entries())
    process.stderr.write(`  ${index + 1}  ${cleanLine(line)}\n`);
  const choice = rooms[Number(await ask(words.rooms.several.whichNumber)) - 1];
  if (!choice) throw usageFailure(words.rooms.several.noSuchNumber);
  return choice;
}

async function isVerifiedByAsking(room: ListedRoom, client: Client): Promise<boolean> {
  if (room.trust === "known") return false;
  if (canAsk()) return askForCode(room, client);
  tell(words.rooms.pinned(room.name));
  return false;
}

async function askForCode(room: ListedRoom, { lan }: Client): Promise<boolean> {
  for (let tries = 0; tries < codeTries; tries++) {
    const typed = await ask(words.rooms.codeOf(room.name));
    if (typed.trim() === "") return false;
    if (await lan.codeFits(typed, room.fingerprint)) return true;
    tell(words.errors["wrong-room-code"]);
  }
  throw new ChatError("wrong-room-code");
}

/** Where only the name is that of a known room, the user may well mean another one. */
function keyChanged(reference: string, { field }: ChatError): CommandFailure {
  const changed = words.errors["key-changed"].replace("ROOM", () => reference);
  return new CommandFailure(field === "name" ? words.rooms.orAnotherRoom(changed) : changed);
}
