import {
  type Fingerprint,
  type RoomId,
  readServiceText,
  serviceHost,
  serviceType,
} from "@classchat/core";
import type { Bonjour, Service } from "bonjour-service";
import multicastDns from "multicast-dns";
import { goodbyesIn, isSameDomain, serviceDomain } from "./announcement.ts";
import { openBonjour } from "./bonjour.ts";
import { isLinkLocal } from "./interfaces.ts";
import { type MdnsHealth, MdnsSockets } from "./mdns-sockets.ts";
import type { SaidPlaces } from "./room-places.ts";
import type { LanSettings } from "./settings.ts";

/** What somebody on the network says of a room. Nothing of it is proved. */
export interface Announcement {
  /** The service's full name in DNS. */
  domain: string;
  id: RoomId;
  fingerprint: Fingerprint;
  /** First where the packet came from, then what it says. */
  said: SaidPlaces;
}

export interface ServiceBrowserOptions extends LanSettings {
  onAnnouncement: (announcement: Announcement) => void;
  /** Somebody, not necessarily the room, says that this service is gone. */
  onGoodbye: (domain: string) => void;
}

/** A lost packet must not hide a room: at 30 % loss one question in two goes without an answer. */
const scheduleMs = [120, 350, 800, 1_600, 3_000];
const steadyMs = 10_000;
const askedRecentlyMs = 8_000;

/** Asks the network for rooms, and goes on asking. */
export class ServiceBrowser {
  readonly #sockets: MdnsSockets;
  readonly #mdns: ReturnType<typeof multicastDns>;
  readonly #bonjour: Bonjour;
  readonly #browser: ReturnType<Bonjour["find"]>;
  readonly #timers: NodeJS.Timeout[];
  #askedAt = Number.NEGATIVE_INFINITY;

  constructor({ onAnnouncement, onGoodbye, ...settings }: ServiceBrowserOptions) {
    this.#sockets = new MdnsSockets({ ...settings, onChange: () => this.query() });
    this.#mdns = multicastDns(this.#sockets.forLibrary());
    this.#mdns.on("response", (response) => goodbyesIn(response).forEach(onGoodbye));
    this.#mdns.on("query", ({ questions = [] }) => this.#noteQuestions(questions));
    this.#bonjour = openBonjour(this.#sockets);
    this.#browser = this.#bonjour.find({ type: serviceType });
    this.#browser.on("up", (service) => this.#hear(service, onAnnouncement));
    this.#timers = [
      ...scheduleMs.map((ms) => setTimeout(() => this.query(), ms)),
      setInterval(() => this.#askAgain(), steadyMs * (0.85 + Math.random() * 0.3)),
    ];
  }

  query(): void {
    this.#mdns.query(serviceDomain, "PTR");
  }

  health(): MdnsHealth {
    return this.#sockets.health();
  }

  close(): void {
    for (const timer of this.#timers) clearTimeout(timer);
    this.#browser.stop();
    this.#bonjour.destroy();
    this.#mdns.destroy();
    this.#sockets.close();
  }

  // Of a service that it knows, bonjour-service does not tell new addresses, and one that we dropped it would
  // never tell again. So it forgets each at once, and every answer is news.
  #hear(service: Service, onAnnouncement: (announcement: Announcement) => void): void {
    this.#browser.services.length = 0;
    const announcement = readService(service);
    if (announcement) onAnnouncement(announcement);
  }

  /** One question in ten seconds is enough for a whole class: all hear the answers (RFC 6762 §7.3). */
  #askAgain(): void {
    if (performance.now() - this.#askedAt > askedRecentlyMs) this.query();
  }

  #noteQuestions(questions: readonly { type: string; name: string }[]): void {
    const isOurs = questions.some(
      ({ type, name }) => type === "PTR" && isSameDomain(name, serviceDomain),
    );
    if (isOurs) this.#askedAt = performance.now();
  }
}

function readService(service: Service): Announcement | undefined {
  const text = readServiceText(service.txt);
  if (!text || !isPort(service.port) || !isSameDomain(service.host, serviceHost(text.id)))
    return undefined;
  const { id, fingerprint } = text;
  const sender = service.referer?.address ?? "";
  const addresses = [sender, ...(service.addresses ?? [])].filter(isDialable);
  return { domain: service.fqdn, id, fingerprint, said: { sender, port: service.port, addresses } };
}

function isPort(port: unknown): port is number {
  return typeof port === "number" && port > 0 && port < 65_536;
}

/** A link-local address without its zone says nothing; the packet's source has one. */
function isDialable(address: string): boolean {
  return address !== "" && (!isLinkLocal(address) || address.includes("%"));
}
