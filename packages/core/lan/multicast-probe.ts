import type { RemoteInfo } from "node:dgram";
import { setTimeout as delay } from "node:timers/promises";
import multicastDns from "multicast-dns";
import { MdnsSockets } from "./mdns-sockets.ts";
import { type Announcement, ServiceBrowser } from "./service-browser.ts";
import { type LanOptions, lanSettings } from "./settings.ts";

/** What came of listening for a while; nothing of it is proved. */
export interface HeardMulticast {
  /** Interface and address of each link that multicast was sent on. */
  links: readonly string[];
  /** The code of the last failure to send or to join. */
  failure: string | undefined;
  /** Whether this PC hears its own packets, as it must where multicast works at all. */
  isOwnHeard: boolean;
  /** Other computers, printers and the like that said something in mDNS. */
  others: readonly string[];
}

interface ListenOptions extends LanOptions {
  durationMs: number;
  /** The addresses of this PC. */
  own: readonly string[];
  onAnnouncement: (announcement: Announcement) => void;
}

/** Everything that speaks mDNS answers this (RFC 6763 §9). */
const everyService = "_services._dns-sd._udp.local";
const askAgainMs = [250, 900, 1_600];

/** Asks everyone who speaks mDNS for a sign of life, and tells which rooms announce themselves meanwhile. */
export async function listenToMulticast(options: ListenOptions): Promise<HeardMulticast> {
  const settings = lanSettings(options);
  const sockets = new MdnsSockets({ ...settings, onChange: () => ask() });
  const mdns = multicastDns(sockets.forLibrary());
  const ask = () => mdns.query(everyService, "PTR");
  const heard = new Set<string>();
  const hear = (_: unknown, { address }: RemoteInfo) => heard.add(withoutZone(address));
  mdns.on("query", hear).on("response", hear);
  const { onAnnouncement } = options;
  const browser = new ServiceBrowser({ ...settings, onAnnouncement, onGoodbye: () => {} });
  const timers = askAgainMs.map((ms) => setTimeout(ask, ms));
  await delay(options.durationMs);
  for (const timer of timers) clearTimeout(timer);
  const { links, lastFailure } = sockets.health();
  browser.close();
  mdns.destroy();
  sockets.close();
  return { links, failure: lastFailure, ...sortedOut(heard, options.own) };
}

function sortedOut(heard: ReadonlySet<string>, own: readonly string[]) {
  const ours = new Set(own.map(withoutZone));
  const others = [...heard].filter((address) => !ours.has(address));
  return { isOwnHeard: others.length < heard.size, others };
}

function withoutZone(address: string): string {
  return address.split("%")[0] ?? address;
}
