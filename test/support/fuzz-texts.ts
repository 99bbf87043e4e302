import fc from "fast-check";
import { hostileTexts } from "./hostile-texts.ts";

/** Pieces that mean something together: to terminals, to scripts, to those who compare names. */
const pieces = [
  ..."aZ0 \t\n\r,.:;/\\@|\"'`<>*%~-_#",
  ...[
    "\u001b",
    "\u001b[",
    "\u001b]",
    "\u009b",
    "\u009d",
    "\u0090",
    "\u0007",
    "\u009c",
    "\u0000",
    "\u007f",
  ],
  ...[
    "[31m",
    "0;t",
    "\u200b",
    "\u200c",
    "\u200d",
    "\u2060",
    "\ufeff",
    "\u00ad",
    "\u034f",
    "\u3164",
    "\ufff0",
  ],
  ...[
    "\u202e",
    "\u202c",
    "\u2066",
    "\u2067",
    "\u2069",
    "\u200e",
    "\u061c",
    "\u2028",
    "\u2029",
    "\u0085",
  ],
  ...[
    "\u0301",
    "\u0323",
    "\u0951",
    "\u093c",
    "\u094d",
    "\u0915",
    "\u0958",
    "\u05d0",
    "\u0627",
    "\u0660",
    "(",
    ")",
  ],
  ...[
    "👩",
    "👍🏽",
    "❤",
    "\ufe0e",
    "\ufe0f",
    "\u20e3",
    "🏴",
    "\u{e0067}",
    "\u{e007f}",
    "\u{e0020}",
    "🇪",
    "🇩",
  ],
  ...[
    "\ud83d",
    "\udc4d",
    "日",
    "ｱ",
    "\u1100",
    "\u1161",
    "\u11a8",
    "\ufb1d",
    "\u{1d15e}",
    "\u{1e900}",
    "ﷺ",
  ],
  ...["```", "```js\n", "://", "file://", "..", "CON", "nul.", ".part", "  "],
];

/** Letters and marks that join, split and change places where texts are normalized. */
const joining = [
  ...[
    "a",
    "\u0301",
    "\u0323",
    "\u0915",
    "\u0958",
    "\u094d",
    "\u093c",
    "\u0951",
    "\u200d",
    "\u200c",
  ],
  ...["\u1100", "\u1161", "\u0627", "\ufb1d", "\u0344", "\u{1d15e}", "👩", "\ufe0f"],
];
const joined = fc
  .array(fc.constantFrom(...joining), { minLength: 1, maxLength: 6 })
  .map((parts) => parts.join(""));

/** Any text: letters of all scripts, half characters, and what harms terminals and eyes. */
export const anyText: fc.Arbitrary<string> = fc.oneof(
  fc.string({ unit: "grapheme" }),
  fc.string({ unit: "binary" }),
  fc.array(fc.integer({ min: 0, max: 0xffff })).map((units) => String.fromCharCode(...units)),
  fc
    .array(fc.oneof(fc.constantFrom(...pieces), fc.string({ unit: "grapheme", maxLength: 3 })), {
      maxLength: 40,
    })
    .map((parts) => parts.join("")),
  joined,
  fc.constantFrom(...Object.values(hostileTexts)),
);

const control = /[^\P{Cc}\n\t]/u;
const turning = /\p{Bidi_Control}/u;
/** What nobody sees, but for what scripts and emoji need: joiners, variation selectors, the tags of flags. */
const hiding =
  /(?!\u200c|\u200d|\ufe0e|\ufe0f|[\u{e0020}-\u{e007f}])\p{Default_Ignorable_Code_Point}/u;

/** Why the text must not reach a screen; nothing where it may. */
export function dirtIn(text: string): string | undefined {
  if (!text.isWellFormed()) return "half a character";
  const [found] = control.exec(text) ?? turning.exec(text) ?? hiding.exec(text) ?? [];
  return found && `U+${found.codePointAt(0)?.toString(16).padStart(4, "0")}`;
}

const unseen =
  /[\p{Cc}\p{Cs}\ufff9-\ufffb\ufffe\uffff]|\p{Bidi_Control}|\p{Default_Ignorable_Code_Point}/gu;

/** What readers see of a text. */
export function seenIn(text: string): string {
  return text.toWellFormed().replace(unseen, "");
}

/** All texts within a value, wherever they stand. */
export function textsIn(value: unknown): string[] {
  if (typeof value === "string") return [value];
  return typeof value === "object" && value !== null ? Object.values(value).flatMap(textsIn) : [];
}

/** Texts that somebody might want to be called. */
export const nearName: fc.Arbitrary<string> = fc.oneof(
  anyText,
  fc.string({ unit: "grapheme", minLength: 1, maxLength: 24 }),
  fc
    .tuple(fc.oneof(joined, fc.constantFrom(...pieces)), fc.integer({ min: 1, max: 200 }))
    .map(([unit, times]) => `a${unit.repeat(times)}`.slice(0, 200)),
);

/** What somebody writes, and what looks the same to others. */
const alike = [
  ...["aа", "eе", "oо", "pр", "cс", "xх", "iі", "sѕ", "oο", "nｎ", "tＴ", "bB", "dＤ", "rR"],
  ...["hһ", "jј", "l1", "lI", "o0", "mrn", "wvv"],
].map(([letter = "", ...other]): [string, string] => [letter, other.join("")]);

/** A name, and one that looks like it: other letters, another case, signs in between. */
export const likeAndAlike: fc.Arbitrary<[string, string]> = fc
  .array(
    fc.tuple(
      fc.constantFrom(...alike),
      fc.constantFrom("", "", "", "_", ".", "-", "'"),
      fc.boolean(),
    ),
    { minLength: 2, maxLength: 12 },
  )
  .map((letters) => [
    letters.map(([[letter]]) => letter).join(""),
    letters
      .map(
        ([[letter, other], sign, isOther], at) => (at > 0 ? sign : "") + (isOther ? other : letter),
      )
      .join(""),
  ]);
