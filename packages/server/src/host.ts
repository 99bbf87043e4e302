import {
  type Clock,
  type FileRules,
  type Fingerprint,
  type Input,
  limits,
  type RoomId,
  type RoomName,
  type UserName,
} from "@classchat/core";
import {
  type AdvertiserEvent,
  lanAddresses,
  type RoomAdvertiser,
  type startAdvertiser,
} from "@classchat/core/lan";
import { Accounts } from "./chat/accounts.ts";
import { Passwords } from "./chat/passwords.ts";
import type {
  Account,
  Audit,
  Blobs,
  CommonPasswords,
  Counts,
  Logger,
  News,
  PasswordHasher,
  RoomRecord,
  Secrets,
  Store,
} from "./chat/ports.ts";
import { type HostCode, Resets, type ResetsPorts } from "./chat/resets.ts";
import { Roles } from "./chat/roles.ts";
import type { HostSettings } from "./config.ts";
import { RoomGateway } from "./gateway/room-gateway.ts";
import type { TlsIdentity } from "./gateway/sockets.ts";
import { HostNews } from "./host-news.ts";
import { listen } from "./room-port.ts";

export interface HostPorts {
  store: Store;
  identity: TlsIdentity & { fingerprint: Fingerprint };
  hasher: PasswordHasher;
  commonPasswords: CommonPasswords;
  secrets: Secrets;
  clock: Clock;
  logger: Logger;
  blobs: Blobs;
  audit: Audit;
  /** Counts what happens; without it nothing is counted. */
  counts?: Counts;
  /** Told what the person at the host may want to know. */
  onNews?: (news: News) => void;
  /** Lets programs on this computer watch the host, once its rooms are open. */
  watch?: (host: Host) => Promise<Watch>;
  /** Brings reset codes; without it they come from mentors alone. */
  mail?: ResetsPorts["mail"];
  /** Told why a mail did not go out. */
  onMailFailed?: ResetsPorts["onMailFailed"];
  /** Makes rooms findable; without it they are reached by address alone. */
  advertise?: typeof startAdvertiser;
  /** Told what becomes of a room on the network. */
  onNetwork?: (room: OpenRoom, event: AdvertiserEvent) => void;
}

interface Watch {
  port: number;
  close(): Promise<void>;
}

/** One room that is open now. */
export interface OpenRoom {
  id: RoomId;
  name: RoomName;
  title: string;
  port: number;
  /** Where others reach this computer now, best first. */
  addresses(): string[];
}

/** Puts the parts together: one data directory, several rooms, each with a port and a service of its own. */
export class Host {
  readonly fingerprint: Fingerprint;
  readonly #ports: HostPorts;
  readonly #settings: HostSettings;
  readonly #passwords: Passwords;
  readonly #accounts: Accounts;
  readonly #roles: Roles;
  readonly #resets: Resets;
  readonly #gateways: RoomGateway[] = [];
  readonly #advertisers: Promise<RoomAdvertiser>[] = [];
  readonly #news: HostNews;
  #watch: Watch | undefined;

  private constructor(ports: HostPorts, settings: HostSettings) {
    this.fingerprint = ports.identity.fingerprint;
    this.#ports = ports;
    this.#settings = settings;
    this.#news = new HostNews((news) => ports.onNews?.(news));
    const connections = { endSession: (session: string) => this.#end(session) };
    this.#passwords = new Passwords(ports);
    const parts = { ...ports, ...ports.store, connections, passwords: this.#passwords };
    this.#accounts = new Accounts(parts, { closed: settings.closed ?? false });
    this.#resets = new Resets({
      ...parts,
      signIns: this.#accounts.signIns,
      onRequestsChanged: () => this.#deskChanged(),
    });
    this.#roles = new Roles({
      ...ports.store,
      audit: ports.audit,
      isOpener: (account) => this.#gateways.some(({ room }) => room.record.openedBy === account),
      onChange: (account) => {
        for (const gateway of this.#gateways) gateway.changeRole(account);
      },
    });
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
      host.#watch = await ports.watch?.(host);
      return host;
    } catch (error) {
      await host.close();
      throw error;
    }
  }

  get rooms(): OpenRoom[] {
    return this.#gateways.map((gateway) => this.#openRoomOf(gateway));
  }

  /** How things stand in each room now, in numbers. */
  get figures(): RoomGateway["figures"][] {
    return this.#gateways.map(({ figures }) => figures);
  }

  /** How many passwords wait to be hashed. */
  get passwordsWaiting(): number {
    return this.#passwords.waiting;
  }

  /** Where programs on this computer may watch; undefined where they may not. */
  get watchPort(): number | undefined {
    return this.#watch?.port;
  }

  async hasMentor(): Promise<boolean> {
    return (await this.#ports.store.accounts.firstMentor()) !== undefined;
  }

  async issueMentorCode(): Promise<string> {
    const mentorCode = await this.#accounts.issueMentorCode();
    this.#ports.audit.record({
      room: this.#roomNames,
      by: "the host",
      did: "made a mentor code",
    });
    return mentorCode;
  }

  /** A one-time code that sets a new password for any account, a mentor's too. */
  issueResetCode(user: UserName): Promise<HostCode> {
    return this.#resets.issueHostCode(user, this.#roomNames);
  }

  /** Makes the account of the mentor who sits at this host; no code is needed for it. */
  async registerOwner(input: Omit<Input<"account:register">, "mentorCode">): Promise<void> {
    await this.#welcomeMentor(await this.#accounts.registerOwner(input));
  }

  /** Says goodbye on the network and in every room, then closes what was opened. */
  async close(): Promise<void> {
    this.#resets.close();
    await this.#watch?.close();
    // At the same time: who hears the goodbye asks the room itself, and must not find it.
    await Promise.all([
      ...this.#advertisers.map(async (advertiser) => (await advertiser).stop()),
      ...this.#gateways.map((gateway) => gateway.close()),
    ]);
    await this.#ports.store.close();
  }

  async #openRoom(name: RoomName, index: number): Promise<void> {
    const { store, secrets } = this.#ports;
    const record = await store.rooms.open(name, secrets.roomId());
    const gateway = new RoomGateway(await this.#withTitle(record), {
      ...this.#ports,
      accounts: this.#accounts,
      roles: this.#roles,
      resetRequests: () => this.#resets.requests(),
      resets: this.#resets,
      fileRules: fileRulesOf(this.#settings),
      counts: this.#ports.counts ?? { add: () => {} },
      onDisk: (state) => this.#news.disk(state),
      members: this.#settings["max-members"] ?? limits.members,
      perAddress: this.#settings["per-address"] ?? limits.perAddress,
      onMentor: (mentor) => this.#welcomeMentor(mentor),
    });
    this.#gateways.push(gateway);
    await gateway.room.moderation.sanctions.load();
    await gateway.room.sweep();
    const opener = await this.#opener(record);
    if (opener) await gateway.room.claim(opener);
    await listen(gateway, { port: this.#settings.port, index });
    this.#advertise(gateway);
  }

  #openRoomOf({ room: { record }, port }: RoomGateway): OpenRoom {
    const { id, name, title } = record;
    return { id, name, title, port, addresses: () => lanAddresses(this.#interface) };
  }

  get #roomNames(): string {
    return this.rooms.map(({ name }) => name).join(", ");
  }

  get #interface(): { interface?: string } {
    const { interface: name } = this.#settings;
    return name === undefined ? {} : { interface: name };
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

  // Claiming the name on the network takes most of a second, and the room is open meanwhile.
  #advertise(gateway: RoomGateway): void {
    const { advertise, onNetwork } = this.#ports;
    if (!advertise) return;
    const room = this.#openRoomOf(gateway);
    const advertiser = advertise({
      ...room,
      ...this.#interface,
      fingerprint: this.fingerprint,
      onEvent: (event) => onNetwork?.(room, event),
    });
    this.#advertisers.push(advertiser);
  }

  async #welcomeMentor(mentor: Account): Promise<void> {
    for (const { room } of this.#gateways) await room.claim(mentor);
  }

  /** The mentors of all rooms see who waits for a reset code. */
  #deskChanged(): void {
    for (const { room } of this.#gateways) room.moderation.sanctions.deskChanged();
    this.#news.resetRequests(this.#resets.requests());
  }

  #end(session: string): void {
    // The one who asked for it still gets the answer first.
    setImmediate(() => {
      for (const gateway of this.#gateways) gateway.endSession(session);
    });
  }
}

function fileRulesOf({ files = "text", "max-file": maxBytes }: HostSettings): FileRules {
  return { kinds: files, maxBytes: maxBytes ?? limits.file.bytes };
}
