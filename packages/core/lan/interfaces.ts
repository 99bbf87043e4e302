import { type NetworkInterfaceInfo, networkInterfaces } from "node:os";
import { lanSettings } from "./settings.ts";

/** A network interface that classchat uses. */
export interface LanInterface {
  name: string;
  /** What others may reach it by, best first: IPv4, then IPv6, then what is valid on this link only. */
  addresses: readonly string[];
  /** How an IPv6 address names this interface (RFC 4007 §11.2): Windows counts them, others use the name. */
  zone: string;
}

export interface MissingInterface {
  name: string;
  present: readonly string[];
}

type AllInterfaces = NodeJS.Dict<NetworkInterfaceInfo[]>;

// Interfaces that lead to containers, virtual machines, tunnels and Apple's own radio links. Their addresses
// mean nothing to the PC at the next desk.
const virtualNames =
  /^(?:docker|br-|veth|virbr|vmnet|vboxnet|lxc|lxd|cni|cali|flannel|podman|tun|tap|utun|wg|ppp|ipsec|gif|stf|tailscale|zt|awdl|llw|anpi|bridge\d{3}|vEthernet|VirtualBox|VMware|Tailscale|ZeroTier|OpenVPN|WireGuard|TAP-|Npcap)/u;

/** The interfaces to meet others on; those that lead nowhere else only where there is no better one. */
export function usableInterfaces({ interface: only }: { interface?: string } = {}): LanInterface[] {
  return chooseInterfaces(networkInterfaces(), lanSettings({ interface: only }).interface);
}

/** The interface that was asked for where this PC has none of that name now, and those that it has. */
export function missingInterface(
  options: { interface?: string | undefined } = {},
  all: AllInterfaces = networkInterfaces(),
): MissingInterface | undefined {
  const { interface: name } = lanSettings(options);
  const present = Object.keys(all);
  return name === undefined || present.includes(name) ? undefined : { name, present };
}

/** The addresses under which others reach this PC, best first. */
export function lanAddresses(options: { interface?: string } = {}): string[] {
  return bestFirst(usableInterfaces(options).flatMap(({ addresses }) => addresses));
}

/** What `usableInterfaces` gives on a PC that has all these. */
export function chooseInterfaces(all: AllInterfaces, only?: string): LanInterface[] {
  const present = Object.entries(all).map(([name, infos]) => ({ name, infos: infos ?? [] }));
  const chosen =
    only === undefined ? preferred(present) : present.filter(({ name }) => name === only);
  return chosen.map(({ name, infos }) => ({
    name,
    addresses: bestFirst(infos.map(({ address }) => address)),
    zone: zoneOf(name, infos),
  }));
}

function zoneOf(name: string, infos: NetworkInterfaceInfo[]): string {
  if (process.platform !== "win32") return name;
  return String(infos.find((info) => info.family === "IPv6")?.scopeid ?? 0);
}

interface NamedInfos {
  name: string;
  infos: NetworkInterfaceInfo[];
}

function preferred(present: NamedInfos[]): NamedInfos[] {
  const lan = present.filter(isLan);
  return lan.length > 0
    ? lan
    : present.toSorted((a, b) => Number(isLoopback(a)) - Number(isLoopback(b)));
}

function isLan(candidate: NamedInfos): boolean {
  return (
    !isLoopback(candidate) && !virtualNames.test(candidate.name) && hasHardwareAddress(candidate)
  );
}

function isLoopback({ infos }: NamedInfos): boolean {
  return infos.some(({ internal }) => internal);
}

/** Tunnels have none: they carry packets, not frames. */
function hasHardwareAddress({ infos }: NamedInfos): boolean {
  return infos.some(({ mac }) => mac !== "00:00:00:00:00:00");
}

/** Sorted by how likely another PC reaches them: IPv4, IPv6, then self-assigned ones (RFC 3927, RFC 4291 §2.5.6). */
export function bestFirst(addresses: readonly string[]): string[] {
  return [...new Set(addresses)].toSorted((a, b) => rankOf(a) - rankOf(b));
}

function rankOf(address: string): number {
  const loopback = /^(?:127\.|::1$)/u.test(address) ? 10 : 0;
  if (isLinkLocal(address)) return 3;
  return loopback + (address.startsWith("169.254.") ? 2 : address.includes(":") ? 1 : 0);
}

/** Whether the address means something only together with an interface. */
export function isLinkLocal(address: string): boolean {
  return /^fe[89ab][0-9a-f]:/iu.test(address);
}

/**
 * What an interface of this PC is for: a `tunnel` is a VPN's, a `virtual` one leads to containers and machines inside,
 * a `bridge` of Hyper-V or of macOS to those, or to others who share its network.
 */
export type InterfaceKind = "lan" | "bridge" | "tunnel" | "virtual" | "loopback";

export interface PresentInterface {
  name: string;
  kind: InterfaceKind;
  /** IPv4 addresses with the size of their network, like `10.77.0.10/24`. */
  networks: readonly string[];
  /** All of them, best first. */
  addresses: readonly string[];
}

/** All interfaces of this PC that are up; with `interface` or CLASSCHAT_INTERFACE that one counts as the LAN. */
export function presentInterfaces(
  options: { interface?: string | undefined } = {},
  all: AllInterfaces = networkInterfaces(),
): PresentInterface[] {
  const { interface: only } = lanSettings(options);
  return Object.entries(all).map(([name, infos = []]) => ({
    name,
    kind: kindWith(only, { name, infos }),
    networks: infos.flatMap(({ family, cidr }) => (family === "IPv4" && cidr ? [cidr] : [])),
    addresses: bestFirst(infos.map(({ address }) => address)),
  }));
}

const bridgeNames = /^(?:bridge\d|vEthernet)/u;
const tunnelNames =
  /^(?:tun|tap|utun|wg|ppp|ipsec|tailscale|zt|Tailscale|ZeroTier|OpenVPN|WireGuard|TAP-)/u;

/** Where one interface alone may be used, it is the LAN, whatever it is, and no other one leads to it. */
function kindWith(only: string | undefined, candidate: NamedInfos): InterfaceKind {
  const kind = kindOf(candidate);
  if (only === undefined) return kind;
  if (candidate.name === only) return "lan";
  return kind === "lan" ? "virtual" : kind;
}

function kindOf(candidate: NamedInfos): InterfaceKind {
  if (isLan(candidate)) return "lan";
  if (isLoopback(candidate)) return "loopback";
  if (bridgeNames.test(candidate.name)) return "bridge";
  return tunnelNames.test(candidate.name) || !hasHardwareAddress(candidate) ? "tunnel" : "virtual";
}
