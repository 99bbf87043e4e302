import { setTimeout as delay } from "node:timers/promises";
import { addressWithPort, cleanLine, foldName } from "@classchat/core";
import { rememberedAddresses } from "../client/known-hosts.ts";
import type { RoomFinder } from "../client/lan.ts";
import { type ListedRoom, listRooms } from "../client/rooms.ts";
import type { CommandOptions, FlagValues } from "../input/command-line.ts";
import { type Client, interfaceTrouble, openClient } from "../plain/client.ts";
import { printJson, printLine, tell } from "../plain/output.ts";
import { wantsScreen } from "../plain/presentation.ts";
import { untilStopped } from "../plain/stop-signals.ts";
import { words } from "../words/words.ts";

const said = words.commands.rooms;
const usualWaitMs = 1_500;

/** A live list to choose from; without a terminal, or with `--watch` or `--wait`, a printed one. */
export async function run({ flags }: CommandOptions): Promise<number> {
  const client = openClient(flags);
  const isPrinted = flags.watch || flags.wait !== undefined || !wantsScreen(flags);
  return isPrinted ? printRooms(client, flags) : chooseOnScreen(client, flags);
}

async function chooseOnScreen(client: Client, flags: FlagValues): Promise<number> {
  const { showScreen } = await import("../on-screen.ts");
  return showScreen({ client, flags, choices: [] });
}

/** Prints the rooms that answer: those of a moment, or with `--watch` a new list at each change. */
async function printRooms(client: Client, flags: FlagValues): Promise<number> {
  const finder = client.lan.find(rememberedAddresses(await client.knownHosts.list()));
  try {
    await untilStopped((signal) =>
      flags.watch ? watch(finder, client, flags, signal) : listOnce(finder, client, flags, signal),
    );
    return 0;
  } finally {
    finder.close();
  }
}

async function listOnce(
  finder: RoomFinder,
  client: Client,
  flags: FlagValues,
  signal: AbortSignal,
): Promise<void> {
  await rest(flags.wait ?? usualWaitMs, signal);
  const rooms = await snapshot(finder, client);
  await print(rooms, client, flags);
  // Where the network is not even there, that was said.
  if (rooms.length === 0 && !flags.json && !interfaceTrouble(flags)) tell(said.none);
}

/** Prints at once, then whenever the list is another one. */
async function watch(
  finder: RoomFinder,
  client: Client,
  flags: FlagValues,
  signal: AbortSignal,
): Promise<void> {
  let printed = "";
  let printing = Promise.resolve();
  const printIfNew = () => {
    printing = printing.then(async () => {
      const rooms = await snapshot(finder, client);
      const now = JSON.stringify(rooms);
      if (now !== printed && !signal.aborted) await print(rooms, client, flags);
      printed = now;
    });
  };
  const stop = finder.onChange(printIfNew);
  await rest(flags.wait ?? 0, signal);
  printIfNew();
  await rest(undefined, signal);
  stop();
  await printing;
}

/** Waits so long, or without a time as long as nobody says to stop. */
async function rest(ms: number | undefined, signal: AbortSignal): Promise<void> {
  const end = performance.now() + (ms ?? Number.POSITIVE_INFINITY);
  while (!signal.aborted && performance.now() < end) {
    const part = Math.min(longestTimerMs, Math.ceil(end - performance.now()));
    await delay(part, undefined, { signal }).catch(() => {});
  }
}

const longestTimerMs = 60_000;

async function snapshot(finder: RoomFinder, { knownHosts }: Client): Promise<ListedRoom[]> {
  return listRooms(finder.rooms(), await knownHosts.list());
}

async function print(
  rooms: readonly ListedRoom[],
  client: Client,
  { json, watch }: FlagValues,
): Promise<void> {
  if (json) return printJson(rooms.map(asObject));
  for (const room of rooms) {
    const code = hasNamesake(room, rooms) ? await client.lan.code(room.fingerprint) : "";
    printLine(asLine(room, code));
  }
  if (watch) printLine("");
}

function asObject(room: ListedRoom): object {
  const { name, title, id, host, address, port, addresses, fingerprint, mentor } = room;
  const { online, trust, version } = room;
  return {
    ...{ name, title, id, host, address, port, addresses, fingerprint, mentor },
    ...{ online, trust, version },
  };
}

/** Rooms of one name are told apart by their mentor, their address and the code of their host. */
function hasNamesake(room: ListedRoom, rooms: readonly ListedRoom[]): boolean {
  return rooms.some((other) => other !== room && foldName(other.name) === foldName(room.name));
}

function asLine(room: ListedRoom, code: string): string {
  const mentor = room.mentor === null ? said.noMentor : said.mentor(room.mentor);
  const parts = [
    room.name,
    mentor,
    said.online(room.online),
    said.trust[room.trust],
    addressWithPort(room),
  ];
  const title = room.title === room.name ? "" : room.title;
  return [...parts, code, title].filter(Boolean).map(cleanLine).join("  ");
}
