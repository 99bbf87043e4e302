import * as z from "zod";
import { limits } from "./limits.ts";
import { Fingerprint, RoomId } from "./model.ts";
import { utf8Length } from "./names.ts";
import { cleanLine } from "./text.ts";

// How a room looks in DNS-SD (RFC 6763): its type, its host name and its TXT strings.

/** `_classchat._tcp` in `local.`, as bonjour-service wants it: without underscore and protocol. */
export const serviceType = "classchat";

/** The host name that a room's SRV record points to: never the computer's own, which others may defend. */
export function serviceHost(id: RoomId): string {
  return `cc-${id}.local`;
}

/** An address with its port as people and URLs write it: IPv6 in brackets (RFC 3986 §3.2.2). */
export function addressWithPort({ address, port }: { address: string; port: number }): string {
  return `${address.includes(":") ? `[${address}]` : address}:${port}`;
}

/** The TXT strings of a room: protocol version, room id, fingerprint of the host's key, title. */
export interface ServiceText {
  v: string;
  id: string;
  fp: string;
  title: string;
}

/** The TXT strings, the title cut where they would be longer than `limits.txtBytes` together. */
export function serviceText(room: {
  protocol: number;
  id: RoomId;
  fingerprint: Fingerprint;
  title: string;
}): ServiceText {
  const text = { v: String(room.protocol), id: room.id, fp: room.fingerprint, title: "" };
  const free = Math.min(limits.txtBytes - textBytes(text), 255 - "title=".length);
  return { ...text, title: cutBytes(cleanLine(room.title), free) };
}

const ForeignText = z.object({
  v: z
    .string()
    .regex(/^\d{1,6}$/u)
    .transform(Number),
  id: RoomId,
  fp: Fingerprint,
  title: z.string().max(400).transform(cleanLine).catch(""),
});

/** What the TXT strings of a service on the network say, or nothing if they are not those of a room. */
export function readServiceText(
  text: unknown,
): { protocol: number; id: RoomId; fingerprint: Fingerprint; title: string } | undefined {
  const parsed = ForeignText.safeParse(text);
  if (!parsed.success) return undefined;
  const { v, id, fp, title } = parsed.data;
  return { protocol: v, id, fingerprint: fp, title };
}

/** Bytes on the wire: each string has a length byte before it (RFC 6763 §6.1). */
function textBytes(text: ServiceText): number {
  return Object.entries(text).reduce(
    (sum, [key, value]) => sum + utf8Length(`${key}=${value}`) + 1,
    0,
  );
}

function cutBytes(text: string, bytes: number): string {
  let cut = text;
  while (utf8Length(cut) > bytes) cut = [...cut].slice(0, -1).join("");
  return cut;
}
