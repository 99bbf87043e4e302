import { limits } from "./limits.ts";
import { visibleLength } from "./text.ts";

// A user name goes into command lines (`/mute USER 10m`), mentions (`@USER`) and lines of plain output
// (`USER: text`), so it is visible, has no white space and none of the signs that end a name there.
const userNameShape = /^[\p{L}\p{N}\p{Extended_Pictographic}][\p{L}\p{M}\p{N}\p{P}\p{S}]*$/u;
const separators = /[@/\\:,;"'`<>|]/u;
const hidden = /[\p{Default_Ignorable_Code_Point}\u2800]/u;
const stackedMarks = /\p{M}{4}/u;

export function isUserNameLength(name: string): boolean {
  const { min, max, units } = limits.userName;
  const length = visibleLength(name);
  return length >= min && length <= max && name.length <= units;
}

export function isUserNameShape(name: string): boolean {
  return (
    userNameShape.test(name) &&
    !separators.test(name) &&
    !hidden.test(name) &&
    !stackedMarks.test(name)
  );
}

// RFC 5321 §4.5.3.1.1 bounds the length; the letters are those every school's mail server takes.
const emailNameShape = /^[a-z0-9_-]+(?:\.[a-z0-9_-]+)*$/u;

export function isEmailName(name: string): boolean {
  return name.length <= limits.emailNameLength && emailNameShape.test(name);
}

// A room name is a DNS label, a word of a command line and a line of the listing. Without dots and colons
// it is never taken for an address.
const roomNameShape = /^[\p{L}\p{N}](?:[\p{L}\p{M}\p{N} _-]*[\p{L}\p{M}\p{N}])?$/u;

export function isRoomName(name: string): boolean {
  return (
    roomNameShape.test(name) &&
    !hidden.test(name) &&
    visibleLength(name) <= limits.roomNameLength &&
    utf8Length(name) <= limits.roomNameBytes
  );
}

/** The form under which names are compared, so that `Ana` and `ana` are one person. */
export function foldName(name: string): string {
  return name.normalize("NFKC").toLowerCase();
}

/** Bytes of the text in UTF-8; the language has no `Buffer` here. */
export function utf8Length(text: string): number {
  let bytes = 0;
  for (const character of text) {
    const code = character.codePointAt(0) ?? 0;
    bytes += code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;
  }
  return bytes;
}
