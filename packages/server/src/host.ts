import {
  type Clock,
  type Fingerprint,
  type Input,
  limits,
  type RoomId,
  type RoomName,
} from "@classchat/core";
import type { RoomAdvertiser, startAdvertiser } from "@classchat/core/lan";
import { Accounts } from "./chat/accounts.ts";
import type {
  Account,
  CommonPasswords,
  Logger,
  PasswordHasher,
  RoomRecord,
  Secrets,
  Store,
} from "./chat/ports.ts";
import type { HostSettings } from "./config.ts";
import { RoomGateway } from "./gateway/room-gateway.ts";
import type { TlsIdentity } from "./gateway/sockets.ts";

export interface HostPorts {
  store: Store;
  identity: TlsIdentity & { fingerprint: Fingerprint };
  hasher: PasswordHasher;
  commonPasswords: CommonPasswords;
  secrets: Secrets;
  clock: Clock;
  logger: Logger;
  /** Makes rooms findable; without it they are reached by address alone. */
  advertise?: typeof startAdvertiser;
}

/** One room that is open now. */
export interface OpenRoom {
  id: RoomId;
  name: RoomName;
  title: string;
  port: number;
  /** As far as the network is known, best first. */
  addresses(): string[];
}

/** Puts the parts together: one data directory, several rooms, each with a port and a service of its own. */
export class Host {
  readonly fingerprint: Fingerprint;
  readonly #ports: HostPorts;
  readonly #settings: HostSettings;
  readonly #accounts: Accounts;
  readonly #gateways: RoomGateway[] = [];
  readonly #advertisers = new Map<RoomId, RoomAdvertiser>();

  private constructor(ports: HostPorts, settings: HostSettings) {
    this.fingerprint = ports.identity.fingerprint;
    this.#ports = ports;
    this.#settings = settings;
    this.#accounts = new Accounts(
      { ...ports, ...ports.store, connections: { endSession: (session) => this.#end(session) } },
      { closed: settings.closed ?? false },
    );
  }

  /** Opens the rooms of these names; rejects, with nothing left open, if one of them cannot listen. */
  static async open(
    names: readonly RoomName[],
    ports: HostPorts,
    settings: HostSettings = {},
  ): Promise<Host> {
    const host = new Host(ports, settings);
    try {
      for (const [index, name] of names.entries()) await host.#openRoom(name, index);
      return host;
    } catch (error) {
      await host.close();
      throw error;
    }
  }

  get rooms(): OpenRoom[] {
    return this.#gateways.map(({ room: { record }, port }) => ({
      id: record.id,
      name: record.name,
      title: record.title,
      port,
      addresses: () => this.#advertisers.get(record.id)?.addresses() ?? [],
    }));
  }

  async hasMentor(): Promise<boolean> {
    return (await this.#ports.store.accounts.firstMentor()) !== undefined;
  }

  issueMentorCode(): Promise<string> {
    return this.#accounts.issueMentorCode();
  }

  /** Makes the account of the mentor who sits at this host; no code is needed for it. */
  async registerOwner(input: Omit<Input<"account:register">, "mentorCode">): Promise<void> {
    await this.#welcomeMentor(await this.#accounts.registerOwner(input));
  }

  /** Says goodbye on the network and in every room, then closes what was opened. */
  async close(): Promise<void> {
    await Promise.all([...this.#advertisers.values()].map((advertiser) => advertiser.stop()));
    await Promise.all(this.#gateways.map((gateway) => gateway.close()));
    await this.#ports.store.close();
  }

  async #openRoom(name: RoomName, index: number): Promise<void> {
    const { store, secrets } = this.#ports;
    const record = await store.rooms.open(name, secrets.roomId());
    const gateway = new RoomGateway(await this.#withTitle(record), {
      ...this.#ports,
      accounts: this.#accounts,
      onMentor: (mentor) => this.#welcomeMentor(mentor),
    });
    this.#gateways.push(gateway);
    const opener = await this.#opener(record);
    if (opener) await gateway.room.claim(opener);
    await this.#listen(gateway, index);
    await this.#advertise(gateway);
  }

  async #withTitle(record: RoomRecord): Promise<RoomRecord> {
    const { title } = this.#settings;
    if (title === undefined || title === record.title) return record;
    await this.#ports.store.rooms.update(record.id, { title });
    return { ...record, title };
  }

  async #opener({ openedBy }: RoomRecord): Promise<Account | undefined> {
    const { accounts } = this.#ports.store;
    return openedBy === undefined ? accounts.firstMentor() : accounts.find(openedBy);
  }

  async #listen(gateway: RoomGateway, index: number): Promise<void> {
    const ports = this.#portsToTry(gateway.room.record, index);
    for (const port of ports) {
      const isLast = port === ports.at(-1);
      const error = await gateway.listen(port).catch((error: NodeJS.ErrnoException) => error);
      if (!error) return gateway.room.settle(gateway.port);
      if (isLast || !isTaken(error)) throw asListenError(port, error);
    }
  }

  /** The port that was asked for; else the one of last time, then the usual ones, then any. */
  #portsToTry({ port: last }: RoomRecord, index: number): number[] {
    const { port } = this.#settings;
    if (port !== undefined) return [port === 0 ? 0 : port + index];
    const usual = Array.from({ length: limits.portsTried }, (_, i) => limits.firstPort + i);
    return [...new Set([...(last === undefined ? [] : [last]), ...usual, 0])];
  }

  async #advertise({ room: { record }, port }: RoomGateway): Promise<void> {
    const { advertise, logger } = this.#ports;
    if (!advertise) return;
    const { id, name, title } = record;
    const wanted = this.#settings.interface;
    const advertiser = await advertise({
      id,
      name,
      title,
      port,
      fingerprint: this.fingerprint,
      ...(wanted === undefined ? {} : { interface: wanted }),
      onEvent: (event) => logger.info(`${name}: ${JSON.stringify(event)}`),
    });
    this.#advertisers.set(id, advertiser);
  }

  async #welcomeMentor(mentor: Account): Promise<void> {
    for (const { room } of this.#gateways) await room.claim(mentor);
  }

  #end(session: string): void {
    // The one who asked for it still gets the answer first.
    setImmediate(() => {
      for (const gateway of this.#gateways) gateway.endSession(session);
    });
  }
}

function isTaken(error: NodeJS.ErrnoException): boolean {
  return error.code === "EADDRINUSE" || error.code === "EACCES";
}

function asListenError(port: number, cause: NodeJS.ErrnoException): Error {
  if (!isTaken(cause)) return cause;
  return new Error(`Port ${port} cannot be used: choose another one with --port.`, { cause });
}
