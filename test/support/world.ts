import { randomUUID } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Message } from "@classchat/core";
import {
  Host,
  type HostPorts,
  type HostSettings,
  memoryBlobs,
  memoryStore,
  openHostKey,
} from "@classchat/server";
import { systemClock } from "@classchat/server/adapters/system-clock";
import {
  countingSecrets,
  noCommonPasswords,
  plainHasher,
  recordingAudit,
  strictLogger,
} from "./fakes.ts";
import { RawClient } from "./raw-client.ts";

export const password = "correct horse";

/** Running hosts with everything outside them faked, and people who talk to them through real TLS sockets. */
export class World {
  readonly #closers: (() => unknown)[] = [];

  async startHost(
    ports: Partial<HostPorts> = {},
    { names = ["physics"], ...settings }: HostSettings & { names?: string[] } = {},
  ): Promise<Host> {
    const all: HostPorts = {
      store: memoryStore(),
      blobs: memoryBlobs(),
      identity: await hostKey(),
      hasher: plainHasher,
      commonPasswords: noCommonPasswords,
      secrets: countingSecrets(),
      clock: systemClock,
      logger: strictLogger,
      audit: recordingAudit(),
      ...ports,
    };
    // All people of a test come from one address.
    const host = await Host.open(names, all, { port: 0, "per-address": 2_000, ...settings });
    this.#closers.push(() => host.close());
    return host;
  }

  /** Someone connected who did not sign in yet. */
  guest(host: Host, roomName = "physics", auth: Record<string, unknown> = {}): RawClient {
    const client = new RawClient(roomNamed(host, roomName), auth);
    this.#closers.push(() => client.close());
    return client;
  }

  /** The same from another address of this computer's loopback. */
  guestFrom(localAddress: string, host: Host): RawClient {
    const client = new RawClient(roomNamed(host, "physics"), {}, { localAddress });
    this.#closers.push(() => client.close());
    return client;
  }

  async register(host: Host, user: string, mentorCode?: string): Promise<void> {
    const guest = this.guest(host);
    const email = `e.${user.toLowerCase()}`;
    const code = mentorCode === undefined ? {} : { mentorCode };
    await guest.request("account:register", { user, email, password, ...code });
    guest.close();
  }

  async signIn(host: Host, user: string, roomName = "physics"): Promise<RawClient> {
    const client = this.guest(host, roomName);
    await client.request("account:signIn", { login: user, password });
    return client;
  }

  /** Someone who registered and signed in under that name. */
  async member(host: Host, user: string): Promise<RawClient> {
    await this.register(host, user);
    return this.signIn(host, user);
  }

  async mentor(host: Host, user: string): Promise<RawClient> {
    await this.register(host, user, await host.issueMentorCode());
    return this.signIn(host, user);
  }

  async end(): Promise<void> {
    for (const close of this.#closers.reverse()) await close();
  }
}

export function say(client: RawClient, text: string, id: string = randomUUID()): Promise<Message> {
  return client.request("message:send", { id, text });
}

export function roomNamed(host: Host, name: string) {
  const room = host.rooms.find((room) => room.name === name);
  if (!room) throw new Error(`There is no room ${name}.`);
  return room;
}

let key: Promise<HostPorts["identity"]> | undefined;

/** One key for all hosts of a test run: making one takes a while. */
function hostKey(): Promise<HostPorts["identity"]> {
  key ??= makeHostKey();
  return key;
}

async function makeHostKey(): Promise<HostPorts["identity"]> {
  const folder = await mkdtemp(join(tmpdir(), "classchat-"));
  const made = await openHostKey(folder);
  await rm(folder, { recursive: true });
  return made;
}
