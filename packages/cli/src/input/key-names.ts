import { chordsOf, type KeyIn, type Place } from "./key-table.ts";

const names: Readonly<Record<string, string>> = {
  up: "↑",
  down: "↓",
  left: "←",
  right: "→",
  pageup: "PgUp",
  pagedown: "PgDn",
  escape: "Esc",
  delete: "Del",
};

const mostNamed = 3;

/** The keys that do it, as they are written on keyboards: `Ctrl+G Alt+A`. */
export function keyNames<P extends Place>(place: P, key: KeyIn<P>): string {
  const chords = chordsOf(place, key);
  const all = chords.map(chordName);
  return all.length > mostNamed ? `${all[0]} … ${all.at(-1)}` : all.join(" ");
}

/** The key to be named where there is room for one. */
export function keyName<P extends Place>(place: P, key: KeyIn<P>): string {
  return chordName(chordsOf(place, key)[0]);
}

function chordName(chord: string): string {
  return chord
    .split("+")
    .map((part) => names[part] ?? part.charAt(0).toUpperCase() + part.slice(1))
    .join("+");
}
