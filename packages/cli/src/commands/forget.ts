import { hostsOfReference } from "../client/known-hosts.ts";
import type { KnownHost } from "../client/trust.ts";
import type { CommandOptions } from "../input/command-line.ts";
import { readReference } from "../plain/choose-room.ts";
import { type Client, openClient } from "../plain/client.ts";
import { CommandFailure, usageFailure } from "../plain/failure.ts";
import { printJson, printLine } from "../plain/output.ts";
import { words } from "../words/words.ts";

const said = words.commands.forget;

/** Drops the pinned key of the room's host, with the sign-ins that were made under it. */
export async function run({ words: [name = ""], flags }: CommandOptions): Promise<number> {
  const client = openClient(flags);
  const host = await theHostOf(name, client);
  await client.knownHosts.forget(host.fingerprint);
  await client.signIns.forget(host.fingerprint);
  const rooms = host.rooms.map(({ name }) => name);
  if (flags.json) printJson({ type: "forgotten", rooms, fingerprint: host.fingerprint });
  else printLine(said.done(rooms));
  return 0;
}

async function theHostOf(name: string, client: Client): Promise<KnownHost> {
  const hosts = await client.knownHosts.list();
  const meant = await hostsOfReference(readReference(name, client), hosts, client.lan.codeFits);
  const [first, second] = meant;
  if (!first) throw new CommandFailure(said.unknown(name));
  if (!second) return first;
  throw usageFailure(said.ambiguous(meant.flatMap(({ rooms }) => rooms)));
}
