import { isIP } from "node:net";

/** What a user may write for ROOM. */
export type RoomReference =
  | { kind: "address"; address: string; port: number | undefined }
  | { kind: "code"; words: string }
  | { kind: "name"; text: string };

/** Reads `ip`, `ip:port`, `[ipv6]:port`, four words of a room code, or else a name or an id prefix. */
export function parseRoomReference(text: string, isCode: (text: string) => boolean): RoomReference {
  const trimmed = text.trim();
  const address = readAddress(trimmed);
  if (address) return { kind: "address", ...address };
  if (isCode(trimmed)) return { kind: "code", words: trimmed };
  return { kind: "name", text: trimmed };
}

function readAddress(text: string): { address: string; port: number | undefined } | undefined {
  if (isIP(text) !== 0) return { address: text, port: undefined };
  const [, v6, v4, port] = /^(?:\[([^\]]+)\]|([^:]+))(?::(\d{1,5}))?$/u.exec(text) ?? [];
  const address = v6 ?? v4 ?? "";
  if (isIP(address) !== (v6 === undefined ? 4 : 6)) return undefined;
  if (port === undefined) return { address, port: undefined };
  return isPort(Number(port)) ? { address, port: Number(port) } : undefined;
}

function isPort(port: number): boolean {
  return port >= 1 && port <= 65_535;
}
