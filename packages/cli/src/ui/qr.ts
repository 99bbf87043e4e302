import { encode } from "uqr";
import { halfBlocks } from "./half-blocks.ts";

/** The points of a QR code, row by row: true for the dark ones. */
export type QrPoints = readonly (readonly boolean[])[];

export function qrPoints(text: string): QrPoints {
  return encode(text, { ecc: "L", border: 0 }).data;
}

/**
 * A QR code with so many light points around it. Two cells a point, which is about a square; the light points are drawn,
 * so that it is right on a dark terminal also without colours.
 */
export function qrRows(points: QrPoints, border: number): readonly string[] {
  const side = light.repeat(border);
  const across = light.repeat(points.length + 2 * border);
  const rows = points.map(
    (row) => side + row.map((isDark) => (isDark ? dark : light)).join("") + side,
  );
  const around = Array.from({ length: border }, () => across);
  return [...around, ...rows, ...around];
}

/** The same in a quarter of the room: a cell holds two points, one above the other. */
export function smallQrRows(points: QrPoints, border: number): readonly string[] {
  const width = points.length + 2 * border;
  const around = Array.from({ length: border }, () => Array<boolean>(width).fill(true));
  const side = Array<boolean>(border).fill(true);
  const rows = points.map((row) => [...side, ...row.map((isDark) => !isDark), ...side]);
  const all = [...around, ...rows, ...around];
  // The last cells hold light points alone, too.
  return halfBlocks(all.length % 2 === 0 ? all : [...all, Array<boolean>(width).fill(true)]);
}

const light = "██";
const dark = "  ";
