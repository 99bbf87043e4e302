import { isIPv4 } from "node:net";
import { isLinkLocal, type LanInterface } from "./interfaces.ts";

/** One interface in one of the two protocols: where multicast goes out and comes in. */
export interface MdnsLink {
  /** The same while nothing about the link changed. */
  key: string;
  type: "udp4" | "udp6";
  /** RFC 6762 §3. */
  group: string;
  /** Where packets to the group are sent. */
  destination: string;
  /** How the kernel is told which interface is meant. */
  local: string;
  /** What others on this interface may reach us by. */
  addresses: readonly string[];
}

/** The links of an interface: none, one or two. */
export function linksOf({ name, addresses, zone }: LanInterface): MdnsLink[] {
  const links: MdnsLink[] = [];
  const ipv4 = addresses.find((address) => isIPv4(address));
  if (ipv4) links.push(ipv4Link(name, ipv4, addresses));
  const linkLocal = addresses.find(isLinkLocal);
  if (linkLocal) links.push(ipv6Link(name, { linkLocal, zone, addresses }));
  return links;
}

function ipv4Link(name: string, local: string, addresses: readonly string[]): MdnsLink {
  const group = "224.0.0.251";
  return { key: `${name} ${local}`, type: "udp4", group, destination: group, local, addresses };
}

function ipv6Link(
  name: string,
  { linkLocal, zone, addresses }: { linkLocal: string; zone: string; addresses: readonly string[] },
): MdnsLink {
  const group = "ff02::fb";
  const destination = `${group}%${zone}`;
  const key = `${name} ${linkLocal}`;
  return { key, type: "udp6", group, destination, local: `::%${zone}`, addresses };
}
