import bidiFactory from "bidi-js";
import { graphemesOf } from "./drawable.ts";
import { isTurning, unmarked } from "./isolates.ts";

/** Who puts text of both directions in the order in which it is read: the terminal, or the screen before it is drawn. */
export type Orderer = "terminal" | "screen";

// Its types say that the factory is a `default` of the module, which Node gives already; so they are told here.
const bidi = (bidiFactory as unknown as typeof bidiFactory.default)();

// The library reads single UTF-16 units. For characters beyond them stand others of the same type.
const samples: Readonly<Record<string, string>> = {
  ...{ R: "\u05d0", AL: "\u0627", AN: "\u0660", EN: "1", ET: "%", ON: "!", NSM: "\u0301" },
};

/** One row, or several, as they go to the terminal. */
export function displayed(text: string, orderer: Orderer): string {
  if (!isTurning(text)) return unmarked(text);
  if (orderer === "terminal") return unmarked(text);
  return text.split("\n").map(inDisplayOrder).join("\n");
}

/** A row by UAX #9, from left to right but for what stands between marks. Characters stay whole, with all that stands on them. */
function inDisplayOrder(row: string): string {
  const characters = graphemesOf(row);
  const units = characters.map(unitOf).join("");
  const levels = bidi.getEmbeddingLevels(units, "ltr");
  const mirrored = bidi.getMirroredCharactersMap(units, levels.levels);
  const ordered = bidi
    .getReorderedIndices(units, levels)
    .map((index) => turned(characters[index] ?? "", mirrored.get(index)));
  return unmarked(ordered.join(""));
}

/** What stands on a bracket stays on it. */
function turned(character: string, mirrored: string | undefined): string {
  return mirrored === undefined ? character : mirrored + character.slice(1);
}

function unitOf(character: string): string {
  const isOneUnit = (character.codePointAt(0) ?? 0) < 0x1_0000;
  const [first = "a"] = character;
  return isOneUnit ? first : (samples[bidi.getBidiCharTypeName(character)] ?? "a");
}
