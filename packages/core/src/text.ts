// Terminals act on control characters, so text from others must never carry them to a screen: an escape
// sequence in a message could recolour, rename or clear a classmate's window. Text is cleaned on the host
// before it is stored and again by each client before it is drawn; both times by this file.

// ECMA-48 §5.6: OSC, DCS, SOS, PM and APC strings, in 7-bit and C1 form, with all that they contain.
const controlStrings =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is looked for.
  /(?:\u001b[\]PX^_]|[\u009d\u0090\u0098\u009e\u009f])[^\u0007\u0018\u001a\u001b\u009c]*(?:\u0007|\u001b\\|\u009c|\u0018|\u001a)?/gu;
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is looked for.
const controlSequences = /(?:\u001b\[|\u009b)[\u0020-\u003f]*[\u0040-\u007e]?/gu;
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is looked for.
const escapeSequences = /\u001b[\u0020-\u002f]*[\u0030-\u007e]?/gu;
const controls = /(?![\n\t])[\p{Cc}\ufff0-\ufffb\ufffe\uffff]/gu;
const bidi = /\p{Bidi_Control}/gu;

// Invisible characters that could hide text or tell two equal-looking texts apart. ZWNJ, ZWJ and the emoji
// variation selectors are not among them: some scripts and emoji need them where `joiners` lets them be.
const invisible =
  /\u034f|[\u180b-\u180f]|[\ufe00-\ufe0d]|[\u{e0080}-\u{e0fff}]|[\u17b4\u17b5]|[\u00ad\u115f\u1160\u200b\u2060-\u2065\u206a-\u206f\u3164\ufeff\uffa0\u{1bca0}-\u{1bca3}\u{1d173}-\u{1d17a}\u{e0000}-\u{e001f}]/gu;
// Tag characters spell the flags of sub-divisions (UTS #51 §2.6) and elsewhere only hide text.
const tags =
  /(\u{1f3f4}[\u{e0061}-\u{e007a}\u{e0030}-\u{e0039}]{1,6}\u{e007f})|[\u{e0020}-\u{e007f}]/gu;
const joiners = /[\u200c\u200d]/gu;

const harmless = /^[\x20-\x7e\n\t]*$/u;

/**
 * The text of a message, safe to store and to show: no escape sequences, no control characters but new line
 * and tab, no bidi controls, no invisible characters where no script needs them, well-formed UTF-16.
 * All else stays as it was typed, byte by byte; CR LF becomes LF.
 */
export function cleanText(text: string): string {
  if (harmless.test(text)) return text;
  return text
    .toWellFormed()
    .replace(/\r\n?/gu, "\n")
    .replace(controlStrings, "")
    .replace(controlSequences, "")
    .replace(escapeSequences, "")
    .replace(controls, "")
    .replace(bidi, "")
    .replace(invisible, "")
    .replace(tags, "$1")
    .replace(joiners, keepNeededJoiner);
}

/** A name, a title, an error: the same on one line, in NFC, without white space at the ends. */
export function cleanLine(text: string): string {
  let [line, before] = [text, ""];
  // NFC may change places before a joiner so that it is not needed any more, and without it there is more for NFC.
  while (line !== before) [line, before] = [cleanText(line).normalize("NFC"), line];
  return line.replace(/\s+/gu, " ").trim();
}

/** Number of Unicode code points. */
export function codePoints(text: string): number {
  let count = 0;
  for (const _ of text) count++;
  return count;
}

// The first one reads the rules of all scripts, which takes longer than the rest of this package: only who counts waits for it.
let graphemes: Intl.Segmenter | undefined;

/** Number of characters as a reader counts them (UAX #29). */
export function visibleLength(text: string): number {
  graphemes ??= new Intl.Segmenter(undefined, { granularity: "grapheme" });
  return [...graphemes.segment(text)].length;
}

// UAX #31 §2.3 in short: a joiner stays inside an emoji, between letters of the Arabic family, and after a
// virama of the Brahmic scripts. Anywhere else it only hides.
function keepNeededJoiner(joiner: string, offset: number, text: string): string {
  const before = text.slice(Math.max(0, offset - 2), offset);
  const after = text.slice(offset + 1, offset + 3);
  if (joiner === "\u200d" && emojiEnd.test(before) && emojiStart.test(after)) return joiner;
  if (joiner === "\u200c" && arabicEnd.test(before) && arabicStart.test(after)) return joiner;
  return viramaEnd.test(before) ? joiner : "";
}

const emojiEnd = /(?:[\u{1f3fb}-\u{1f3ff}]|\ufe0f|\p{Extended_Pictographic})$/u;
const emojiStart = /^\p{Extended_Pictographic}/u;
const arabicEnd = /[\p{scx=Arab}\p{scx=Syrc}]$/u;
const arabicStart = /^[\p{scx=Arab}\p{scx=Syrc}]/u;
const viramaEnd = /[\u094d\u09cd\u0a4d\u0acd\u0b4d\u0bcd\u0c4d\u0ccd\u0d4d\u0dca]$/u;
