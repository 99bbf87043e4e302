import type { ThemeName } from "../input/theme-names.ts";

// The one place that names colours. All are of the sixteen that every terminal has and its user may have chosen, and
// none is the only sign of anything.

/** What a piece of the screen is, for it to be coloured. */
export type Tone =
  /** Beside the point: times, rules, advice. */
  | "quiet"
  | "info"
  | "doubt"
  | "warning"
  | "error"
  /** What proves the room: its code. */
  | "proof"
  | "pinned"
  | "running"
  | "mention"
  | "frame"
  | "comment"
  | "keyword"
  | "literal"
  | "number"
  /** Light on dark whatever the colours of the terminal: cameras want the dark points dark. */
  | "qr";

export interface Style {
  color?: string;
  backgroundColor?: string;
  bold?: boolean;
  dimColor?: boolean;
  inverse?: boolean;
  underline?: boolean;
}

interface Theme {
  tones: Readonly<Record<Tone, Style>>;
  /** One for each name, by its letters. */
  names: readonly Style[];
}

const bold = { bold: true } as const;
const quiet = { dimColor: true } as const;
const qr = { color: "whiteBright", backgroundColor: "black" } as const;

// The dark blue of many terminals cannot be read on black, and red means that something failed.
const dark: Theme = {
  tones: {
    quiet,
    info: { color: "cyan" },
    doubt: { color: "cyan" },
    warning: { color: "yellow" },
    error: { color: "red" },
    proof: { color: "green", bold: true },
    pinned: { color: "yellow", bold: true },
    running: { color: "cyan" },
    mention: bold,
    frame: { color: "gray" },
    comment: quiet,
    keyword: { color: "magentaBright" },
    literal: { color: "green" },
    number: { color: "cyan" },
    qr,
  },
  names: namesIn(
    "cyan",
    "green",
    "yellow",
    "magenta",
    "blueBright",
    "cyanBright",
    "greenBright",
    "yellowBright",
    "magentaBright",
  ),
};

// Many terminals show bold as bright, which cannot be read on white: coloured and bold are never together here.
const light: Theme = {
  tones: {
    quiet,
    info: { color: "blue" },
    doubt: { color: "blue" },
    warning: { color: "magenta" },
    error: { color: "red" },
    proof: bold,
    pinned: { color: "magenta" },
    running: { color: "blue" },
    mention: bold,
    frame: { color: "gray" },
    comment: quiet,
    keyword: { color: "magenta" },
    literal: { color: "green" },
    number: { color: "blue" },
    qr,
  },
  names: [
    ...["blue", "magenta", "green", "cyan", "red"].map((color) => ({ color })),
    ...["blue", "magenta", "green", "cyan"].map((color) => ({ color, underline: true })),
  ],
};

// Nothing but the terminal's own two colours, which its user chose to be read.
const contrast: Theme = {
  tones: {
    quiet: {},
    info: bold,
    doubt: { underline: true },
    warning: bold,
    error: { bold: true, inverse: true },
    proof: bold,
    pinned: { bold: true, inverse: true },
    running: bold,
    mention: { bold: true, underline: true },
    frame: {},
    comment: {},
    keyword: bold,
    literal: { underline: true },
    number: {},
    qr,
  },
  names: [bold],
};

const themes: Readonly<Record<ThemeName, Theme>> = { dark, light, contrast };

export function tonesOf(theme: ThemeName): Readonly<Record<Tone, Style>> {
  return themes[theme].tones;
}

/** The same for the same name on every screen, as far as their themes are the same. */
export function nameStyle(theme: ThemeName, name: string): Style {
  const { names } = themes[theme];
  return names[hashOf(name) % names.length] ?? bold;
}

function hashOf(name: string): number {
  let hash = 5_381;
  for (const character of name) hash = (hash * 33 + (character.codePointAt(0) ?? 0)) >>> 0;
  return hash;
}

function namesIn(...colours: readonly string[]): Style[] {
  return colours.map((color) => ({ color, bold: true }));
}
