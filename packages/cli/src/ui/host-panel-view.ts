import { addressWithPort } from "@classchat/core";
import stringWidth from "string-width";
import type { Hosting } from "../state/events.ts";
import { words } from "../words/words.ts";
import { bigPoints } from "./big-letters.ts";
import { cut, drawableAddress, drawableLine } from "./drawable.ts";
import { halfBlocks } from "./half-blocks.ts";
import { codeWords, packed } from "./packed-words.ts";
import { qrPoints, smallQrRows } from "./qr.ts";

const { hosted } = words.screen;

export interface HostRow {
  key: string;
  text: string;
  tone: "name" | "plain" | "quiet" | "code" | "qr";
}

interface Shown extends Hosting {
  name: string;
}

/** Beside a QR code so many light points, of the four that cameras would like best. */
const border = 1;

/**
 * Where a hosted room is found and what proves it. The words of the code stand there once more in large letters, and
 * below them a QR code of the address, as far as those who are here leave rows for them.
 */
export function hostRows(
  shown: Shown,
  { width, height }: { width: number; height: number },
): readonly HostRow[] {
  const [name, code] = [nameRows(shown), smallCode(shown, width)];
  const join = quiet("join", joinCommand(shown.name));
  const label = [blank("code"), quiet("label", hosted.roomCode)];
  const more = [blank("join"), join, quiet("mentors", hosted.mentors)];
  const [large, qr] = [largeCode(shown, width), qrCode(shown, width)];
  const panels = [
    ...(large.length > 0 && qr.length > 0 ? [[...name, ...code, ...large, ...qr, join]] : []),
    ...(large.length > 0 ? [[...name, ...label, ...code, ...large, ...more]] : []),
  ];
  const fitting = panels.find((rows) => rows.length < height);
  return framed(fitting ?? [...name, ...label, ...code, ...more], width);
}

/** All with a space before them, and a rule below. */
function framed(rows: readonly HostRow[], width: number): readonly HostRow[] {
  const indented = rows.map((row) => ({ ...row, text: cut(` ${row.text}`, width).trimEnd() }));
  return [...indented, quiet("rule", "─".repeat(width))];
}

function nameRows({ name, addresses, port }: Shown): readonly HostRow[] {
  const places =
    addresses.length === 0
      ? [`! ${hosted.nobodyFindsIt}`]
      : addresses.slice(0, 3).map((address) => drawableAddress({ address, port }));
  return [
    { key: "name", text: drawableLine(name), tone: "name" },
    ...places.map((text): HostRow => ({ key: text, text, tone: "plain" })),
  ];
}

/** The words with room around them, as many in a row as fit. */
function smallCode({ code }: Hosting, width: number): readonly HostRow[] {
  const rows = packed(codeWords(code), { width: width - 1, gap: 1 }).map((row) => row.join(" "));
  return rows.map(asCode);
}

/** One below the other, if all of them have room. */
function largeCode({ code }: Hosting, width: number): readonly HostRow[] {
  const rows = codeWords(code).flatMap((word) => halfBlocks(bigPoints(word) ?? []));
  if (!isWithin(rows, width)) return [];
  return [
    blank("large"),
    ...rows.map((text, row) => ({ ...asCode(text, row), key: `large:${row}` })),
  ];
}

/** It holds what stands behind `classchat join`; without an address there is none. */
function qrCode({ addresses: [address], port }: Hosting, width: number): readonly HostRow[] {
  if (address === undefined) return [];
  const rows = smallQrRows(qrPoints(addressWithPort({ address, port })), border);
  if (!isWithin(rows, width)) return [];
  return rows.map((text, row) => ({ key: `qr:${row}`, text, tone: "qr" }));
}

function isWithin(rows: readonly string[], width: number): boolean {
  return rows.length > 0 && rows.every((row) => stringWidth(row) < width);
}

/** What is typed to come in; names with spaces stand in quotes. */
function joinCommand(name: string): string {
  const word = drawableLine(name);
  return ["classchat", "join", word.includes(" ") ? `"${word}"` : word].join(" ");
}

function asCode(text: string, row: number): HostRow {
  return { key: `code:${row}`, text, tone: "code" };
}

function quiet(key: string, text: string): HostRow {
  return { key, text, tone: "quiet" };
}

function blank(above: string): HostRow {
  return { key: `above:${above}`, text: "", tone: "plain" };
}
