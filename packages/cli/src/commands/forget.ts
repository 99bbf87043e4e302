import { hostsOfReference } from "../client/known-hosts.ts";
import type { KnownHost } from "../client/trust.ts";
import type { CommandOptions } from "../input/command-line.ts";
import { readReference } from "../plain/choose-room.ts";
import { type Client, openClient } from "../plain/client.ts";
import { CommandFailure, usageFailure } from "../plain/failure.ts";
import { printLine } from "../plain/output.ts";

/** Drops the pinned key of the room's host, with the sign-ins that were made under it. */
export async function run({ words, flags }: CommandOptions): Promise<number> {
  const client = openClient(flags);
  const host = await theHostOf(words[0] ?? "", client);
  await client.knownHosts.forget(host.fingerprint);
  await client.signIns.forget(host.fingerprint);
  printLine(`forgot the host of ${roomsOf(host)}: its key is asked for again`);
  return 0;
}

async function theHostOf(name: string, client: Client): Promise<KnownHost> {
  const hosts = await client.knownHosts.list();
  const meant = await hostsOfReference(readReference(name, client), hosts, client.lan.codeFits);
  const [first, second] = meant;
  if (!first) throw new CommandFailure(`no room ${name} is remembered here: nothing was forgotten`);
  if (!second) return first;
  const ids = meant.flatMap(({ rooms }) => rooms.map(({ id, name }) => `${id} (${name})`));
  throw usageFailure(`several hosts have such a room: give the id, one of ${ids.join(", ")}`);
}

function roomsOf({ rooms }: KnownHost): string {
  return rooms.map(({ name }) => name).join(", ");
}
