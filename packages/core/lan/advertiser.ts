import { setTimeout as delay } from "node:timers/promises";
import {
  type Fingerprint,
  protocolVersion,
  type RoomId,
  serviceHost,
  serviceText,
  serviceType,
} from "@classchat/core";
import type { Bonjour } from "bonjour-service";
import type { Answer } from "dns-packet";
import multicastDns, { type QueryPacket, type ResponsePacket } from "multicast-dns";
import {
  addressAnswer,
  goodbyesIn,
  instanceName,
  isSameDomain,
  recordsOf,
  serviceDomain,
  shapeForLink,
} from "./announcement.ts";
import { openBonjour } from "./bonjour.ts";
import { lanAddresses } from "./interfaces.ts";
import { type MdnsHealth, MdnsSockets } from "./mdns-sockets.ts";
import { type LanOptions, lanSettings } from "./settings.ts";

export interface AdvertiserOptions extends LanOptions {
  id: RoomId;
  name: string;
  title: string;
  port: number;
  fingerprint: Fingerprint;
  /** Between two of the three questions whether the name is free; the default is what RFC 6762 §8.1 says. */
  probeMs?: number;
  onEvent?: (event: AdvertiserEvent) => void;
}

export type AdvertiserEvent =
  | { type: "renamed"; name: string }
  | { type: "addresses"; addresses: string[] }
  /** mDNS fails, with that code of the system. The room goes on; those who know its address reach it. */
  | { type: "trouble"; failure: string };

/** A room that the network is told about. */
export interface RoomAdvertiser {
  /** As it stands on the network now: `physics (2)` where another room is `physics`. */
  readonly name: string;
  /** Where others reach this PC now, best first. */
  addresses(): string[];
  health(): MdnsHealth;
  /** Says goodbye, and no more. */
  stop(): Promise<void>;
}

/**
 * Tells the network about a room until it is stopped. Resolves when the name is claimed, or when it is clear
 * that nobody can be told; never rejects: a room without mDNS is still a room.
 */
export async function startAdvertiser(options: AdvertiserOptions): Promise<RoomAdvertiser> {
  const advertiser = new Advertiser(options);
  await advertiser.start();
  return advertiser;
}

const firstLinkMs = 300;
const probes = 3;
const defaultProbeMs = 250;
const defenceMs = 300;
/** Who gave way so often is pushed, and keeps the next name against everyone. */
const renamesAtMost = 5;
const goodbyes = 3;
const goodbyeMs = 160;

class Advertiser implements RoomAdvertiser {
  readonly #options: AdvertiserOptions;
  readonly #only: { interface?: string };
  readonly #host: string;
  readonly #sockets: MdnsSockets;
  readonly #mdns: ReturnType<typeof multicastDns>;
  readonly #told = new Set<string>();
  #attempt = 1;
  #addresses: string[];
  #published: { bonjour: Bonjour; records: () => Answer[] } | undefined;
  #defendedAt = Number.NEGATIVE_INFINITY;
  #stopped = false;

  constructor(options: AdvertiserOptions) {
    const settings = lanSettings(options);
    this.#options = options;
    this.#only = settings.interface === undefined ? {} : { interface: settings.interface };
    this.#host = serviceHost(options.id);
    this.#addresses = this.addresses();
    this.#sockets = new MdnsSockets({
      ...settings,
      onChange: () => this.#onChange(),
      onTrouble: (failure) => this.#tellTrouble(failure),
      shapeResponse: (response, addresses) =>
        shapeForLink(response, { host: this.#host, addresses }),
    });
    this.#mdns = multicastDns(this.#sockets.forLibrary());
    this.#mdns.on("response", (response) => this.#hear(response));
    this.#mdns.on("query", (query) => this.#answer(query));
  }

  get name(): string {
    const { id, name } = this.#options;
    return this.#isPushed() ? instanceName(name, id) : instanceName(name, this.#attempt);
  }

  addresses(): string[] {
    return lanAddresses(this.#only);
  }

  health(): MdnsHealth {
    return this.#sockets.health();
  }

  async start(): Promise<void> {
    const end = performance.now() + firstLinkMs;
    while (!this.#hasLinks() && performance.now() < end) await delay(10);
    await this.#claim();
  }

  async stop(): Promise<void> {
    if (this.#stopped) return;
    this.#stopped = true;
    if (this.#published) await this.#sayGoodbye(this.#published);
    this.#mdns.destroy();
    this.#sockets.close();
  }

  #hasLinks(): boolean {
    return this.health().links.length > 0;
  }

  /** Publishes the room under the first name that nobody else answers to. */
  async #claim(): Promise<void> {
    while (!this.#isPushed() && (await this.#isTaken())) this.#attempt++;
    if (!this.#stopped) this.#publish();
  }

  // bonjour-service would probe too, but where the name is taken it says goodbye for the room that has it.
  async #isTaken(): Promise<boolean> {
    let isTaken = false;
    const listen = (response: ResponsePacket) => {
      isTaken ||= this.#hasRival(response);
    };
    this.#mdns.on("response", listen);
    const probeMs = this.#options.probeMs ?? defaultProbeMs;
    for (let n = 0; n < probes && this.#hasLinks() && !isTaken && !this.#stopped; n++) {
      this.#mdns.query(this.#domain, "SRV");
      await delay(n === 0 ? probeMs * (0.6 + Math.random() * 0.4) : probeMs);
    }
    this.#mdns.off("response", listen);
    return isTaken && !this.#stopped;
  }

  /** Nobody else has a right to a name with our id in it, so it is not asked for. */
  #isPushed(): boolean {
    return this.#attempt > renamesAtMost;
  }

  #publish(): void {
    const { id, title, port, fingerprint } = this.#options;
    const bonjour = openBonjour(this.#sockets);
    const txt = serviceText({ protocol: protocolVersion, id, fingerprint, title });
    const service = bonjour.publish({
      name: this.name,
      type: serviceType,
      host: this.#host,
      port,
      txt,
      probe: false,
    });
    // Its `data` is declared as anything; what it makes are records of the types it names.
    this.#published = { bonjour, records: () => service.records() as Answer[] };
  }

  #announce(): void {
    if (this.#published && !this.#stopped) this.#mdns.respond(this.#published.records());
  }

  #hear(response: ResponsePacket): void {
    if (!this.#published || this.#stopped) return;
    const rival = this.#rivalHost(response);
    // Two rooms that came up at once, or whose networks were joined: the greater host name gives way.
    const mustGiveWay = rival !== undefined && this.#host > rival.toLowerCase();
    if (mustGiveWay && !this.#isPushed()) this.#giveWay(this.#published);
    else if (rival !== undefined || this.#hasForeignGoodbye(response)) this.#defend();
  }

  /** Questions for the host alone: bonjour-service knows only the addresses of when it published. */
  #answer({ questions = [] }: QueryPacket): void {
    const isAsked = questions.some(
      ({ name, type }) => /^(?:A|AAAA|ANY)$/u.test(type) && isSameDomain(name, this.#host),
    );
    if (isAsked && this.#published && !this.#stopped) this.#mdns.respond(addressAnswer(this.#host));
  }

  get #domain(): string {
    return `${this.name}.${serviceDomain}`;
  }

  #hasRival(response: ResponsePacket): boolean {
    return this.#rivalHost(response) !== undefined;
  }

  /** The host of another room with our name. */
  #rivalHost(response: ResponsePacket): string | undefined {
    const targets = recordsOf(response).flatMap((record) =>
      record.type === "SRV" && record.ttl !== 0 && isSameDomain(record.name, this.#domain)
        ? [record.data.target]
        : [],
    );
    return targets.find((target) => !isSameDomain(target, this.#host));
  }

  #hasForeignGoodbye(response: ResponsePacket): boolean {
    return goodbyesIn(response).some((domain) => isSameDomain(domain, this.#domain));
  }

  /** Says again that we are here, a moment later and not at each packet, or two could go on for ever. */
  #defend(): void {
    if (performance.now() - this.#defendedAt < defenceMs) return;
    this.#defendedAt = performance.now();
    setTimeout(() => this.#announce(), 30);
  }

  /** Without a goodbye: that would be one for the room which keeps the name. */
  #giveWay({ bonjour }: { bonjour: Bonjour }): void {
    bonjour.destroy();
    this.#published = undefined;
    this.#attempt++;
    void this.#claim().then(() => this.#tell({ type: "renamed", name: this.name }));
  }

  // A goodbye is never acknowledged, so it is said more than once.
  async #sayGoodbye({
    bonjour,
    records,
  }: {
    bonjour: Bonjour;
    records: () => Answer[];
  }): Promise<void> {
    bonjour.destroy();
    const farewell = records().map((record) => ({ ...record, ttl: 0 }) as Answer);
    for (let n = 0; n < goodbyes && this.#hasLinks(); n++) {
      this.#mdns.respond(farewell);
      await delay(n === goodbyes - 1 ? 20 : goodbyeMs);
    }
  }

  #onChange(): void {
    this.#announce();
    const addresses = this.addresses();
    if (addresses.join() === this.#addresses.join()) return;
    this.#addresses = addresses;
    this.#tell({ type: "addresses", addresses });
  }

  #tellTrouble(failure: string): void {
    if (this.#told.has(failure)) return;
    this.#told.add(failure);
    this.#tell({ type: "trouble", failure });
  }

  #tell(event: AdvertiserEvent): void {
    if (!this.#stopped) this.#options.onEvent?.(event);
  }
}
