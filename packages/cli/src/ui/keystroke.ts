import type { Key } from "ink";
import type { Keystroke } from "../input/key-table.ts";

export type { Keystroke };

const named = {
  upArrow: "up",
  downArrow: "down",
  leftArrow: "left",
  rightArrow: "right",
  pageUp: "pageup",
  pageDown: "pagedown",
  home: "home",
  end: "end",
  return: "enter",
  escape: "escape",
  tab: "tab",
  backspace: "backspace",
  delete: "delete",
} as const satisfies Partial<Record<keyof Key, string>>;

/**
 * What one input event stands for. It may hold several keys: on a slow line, or from a fast hand, one read brings
 * `hi` and Enter together.
 */
export function keystrokes(input: string, key: Key): Keystroke[] {
  if (key.eventType === "release" || key.super || key.hyper) return [];
  // Two of them in one read look like one with Alt:
  if (key.escape && key.meta) return [{ chord: "escape" }, { chord: "escape" }];
  const name = nameOf(key);
  if (name) return [{ chord: modifiersOf(key, key.shift) + name }];
  if (key.ctrl || key.meta) return [{ chord: modifiersOf(key, false) + input }];
  return split(input);
}

/** The key that sends this, of those that Ink does not name: F1, and keys of layouts that have no Latin letters. */
export function rawKey(input: string): Keystroke | undefined {
  return isF1(input) ? { chord: "f1" } : latinKey(input);
}

// Of VT terminals, of xterm, of the Linux console, and of xterm in its other mode:
const f1 = ["\u001bOP", "\u001b[11~", "\u001b[[A", "\u001b[P"];
const f1WithModifiers = /^\p{Cc}\[1;(\d+)P$/u;

/** Caps and Num Lock do not change it. */
function isF1(input: string): boolean {
  const modifiers = f1WithModifiers.exec(input)?.[1];
  return f1.includes(input) || (modifiers !== undefined && held(modifiers) === 0);
}

// Terminals that tell of Shift+Enter also tell of Ctrl+С on a Russian keyboard, as such; behind the colons stands the
// letter that the key has on a Latin one.
const elsewhere = /^\p{Cc}\[(\d+):\d*:(\d+);(\d+)(?::1)?u$/u;
const shiftBit = 1;
const altBit = 2;
const ctrlBit = 4;

function latinKey(input: string): Keystroke | undefined {
  const [, own, latin, modifiers = ""] = elsewhere.exec(input) ?? [];
  const isLatin = own === undefined || Number(own) < 0x80 || Number(latin) >= 0x80;
  const keys = held(modifiers) & ~shiftBit;
  if (isLatin || keys === 0 || (keys & ~(altBit | ctrlBit)) !== 0) return undefined;
  const names = (keys & ctrlBit ? "ctrl+" : "") + (keys & altBit ? "alt+" : "");
  return { chord: names + String.fromCodePoint(Number(latin)) };
}

/** The modifiers that are held, of what is told of them: one more than the sum, with the locks above the others. */
function held(modifiers: string): number {
  return (Number(modifiers) - 1) & 0x3f;
}

function nameOf(key: Key): string | undefined {
  const found = Object.entries(named).find(([field]) => key[field as keyof typeof named]);
  return found?.[1];
}

function modifiersOf({ ctrl, meta }: Key, shift: boolean): string {
  return (ctrl ? "ctrl+" : "") + (meta ? "alt+" : "") + (shift ? "shift+" : "");
}

function split(input: string): Keystroke[] {
  const parts = input.match(/\p{Cc}|\P{Cc}+/gu) ?? [];
  return parts.map((part) =>
    /^\p{Cc}/u.test(part) ? { chord: controlChord(part) } : { text: part },
  );
}

function controlChord(character: string): string {
  const code = character.codePointAt(0) ?? 0;
  if (character === "\r") return "enter";
  if (character === "\t") return "tab";
  return `ctrl+${String.fromCodePoint((code & 0x1f) + 0x60)}`;
}
