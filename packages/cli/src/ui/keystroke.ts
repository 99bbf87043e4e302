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
  if (key.escape && key.meta) return [{ chord: "escape" }, { chord: "escape" }];
  const name = nameOf(key);
  if (name) return [{ chord: modifiersOf(key, key.shift) + name }];
  if (key.ctrl || key.meta) return [{ chord: modifiersOf(key, false) + input }];
  return split(input);
}

// Of VT terminals, of xterm, of the Linux console, and of xterm in its other mode:
const f1 = ["\u001bOP", "\u001b[11~", "\u001b[[A", "\u001b[P"];

/** The function key that sends this, of those that have a meaning. */
export function functionKey(input: string): Keystroke | undefined {
  return f1.includes(input) ? { chord: "f1" } : undefined;
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
