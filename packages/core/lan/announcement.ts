import { type RoomId, serviceType, utf8Length } from "@classchat/core";
import type { Answer, Packet, StringAnswer } from "dns-packet";
import { isLinkLocal } from "./interfaces.ts";

// What a room says of itself in mDNS, put right for the wire: bonjour-service repeats on every link the
// addresses of all, sends none on loopback, and marks nothing as unique (RFC 6762 §6.2, §10.2).

/** RFC 6762 §10: so long is a host's word good, at most. */
const hostTtlS = 120;
const labelBytes = 63;

export const serviceDomain = `_${serviceType}._tcp.local`;

/**
 * The instance name under which a room tries for the nth time: `physics`, `physics (2)`, …; or the one with its id,
 * which is no other room's. It fits a DNS label.
 */
export function instanceName(roomName: string, attempt: number | RoomId): string {
  const suffix = attempt === 1 ? "" : ` (${attempt})`;
  let label = roomName.replaceAll(".", "-");
  while (utf8Length(label + suffix) > labelBytes) label = [...label].slice(0, -1).join("");
  return label + suffix;
}

export function isSameDomain(a: string, b: string): boolean {
  // RFC 6762 §16: only the letters of ASCII have no case here.
  return lowerAscii(a) === lowerAscii(b);
}

/** All records of a packet, wherever they stand in it. */
export function recordsOf(packet: Packet): Answer[] {
  return [...(packet.answers ?? []), ...(packet.additionals ?? [])];
}

/** The services that this packet says goodbye for (RFC 6762 §10.1). */
export function goodbyesIn(packet: Packet): string[] {
  return recordsOf(packet).flatMap((record) =>
    record.type === "PTR" && record.ttl === 0 && isSameDomain(record.name, serviceDomain)
      ? [record.data]
      : [],
  );
}

/** A response of the room behind `host`, with the addresses that are good on one link. */
export function shapeForLink(
  response: Packet,
  { host, addresses }: { host: string; addresses: readonly string[] },
): Packet | undefined {
  const isOwnAddress = (record: Answer) => isAddressOf(record, host);
  const wasAsked = (response.answers ?? []).some(isOwnAddress);
  const clean = (records: Answer[] = []) =>
    records.filter((record) => !isOwnAddress(record) && !isGoodbyeOfType(record)).map(shapeRecord);

  const answers = clean(response.answers);
  const additionals = clean(response.additionals);
  const own = needsAddresses([...answers, ...additionals], wasAsked)
    ? addressRecords(host, addresses)
    : [];
  const shaped = wasAsked
    ? { answers: [...answers, ...own], additionals }
    : { answers, additionals: [...additionals, ...own] };
  if (shaped.answers.length === 0) return undefined;
  return { type: "response", flags: response.flags, ...shaped };
}

/** The answer to a question for the host's address; each link fills in its own. */
export function addressAnswer(host: string): Answer[] {
  return [{ name: host, type: "A", ttl: hostTtlS, data: "0.0.0.0" }];
}

function isAddressOf(record: Answer, host: string): record is StringAnswer {
  return (record.type === "A" || record.type === "AAAA") && isSameDomain(record.name, host);
}

function needsAddresses(records: Answer[], wasAsked: boolean): boolean {
  return wasAsked || records.some((record) => record.type === "SRV" && record.ttl !== 0);
}

function addressRecords(host: string, addresses: readonly string[]): Answer[] {
  return reachable(addresses).map((data) => ({
    name: host,
    type: data.includes(":") ? "AAAA" : "A",
    ttl: hostTtlS,
    flush: true,
    data,
  }));
}

/** A link-local address is of use only where there is no other: a resolver has no zone to go with it. */
function reachable(addresses: readonly string[]): readonly string[] {
  const plain = addresses.filter((address) => !isLinkLocal(address));
  return plain.length > 0 ? plain : addresses;
}

function shapeRecord(record: Answer): Answer {
  if (record.type === "OPT") return record;
  // A pointer is shared by all rooms and never unique. bonjour-service lets it live for eight hours, in which
  // other browsers would go on showing a room whose host lost its power.
  if (record.type === "PTR") return { ...record, ttl: Math.min(record.ttl ?? hostTtlS, hostTtlS) };
  return { ...record, flush: record.ttl !== 0 };
}

/** The type of service does not leave with one room. */
function isGoodbyeOfType(record: Answer): boolean {
  return record.type === "PTR" && record.ttl === 0 && record.name.startsWith("_services.");
}

function lowerAscii(name: string): string {
  return name.replace(/[A-Z]/gu, (letter) => letter.toLowerCase());
}
