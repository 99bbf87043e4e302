import * as editor from "../input/editor.ts";
import type { Keystroke } from "./keystroke.ts";

type Move = editor.Move;

const newLine: Move = (edit) => editor.insert(edit, "\n");

/** The keys of every field. */
const lineKeys: Record<string, Move> = {
  left: editor.left,
  right: editor.right,
  home: editor.lineStart,
  end: editor.lineEnd,
  backspace: editor.backspace,
  delete: editor.deleteForward,
  "ctrl+left": editor.wordLeft,
  "alt+left": editor.wordLeft,
  "alt+b": editor.wordLeft,
  "ctrl+right": editor.wordRight,
  "alt+right": editor.wordRight,
  "alt+f": editor.wordRight,
  "ctrl+a": editor.lineStart,
  "ctrl+e": editor.lineEnd,
  "ctrl+b": editor.left,
  "ctrl+f": editor.right,
  "ctrl+d": editor.deleteForward,
  "ctrl+w": editor.killWord,
  "alt+backspace": editor.killWord,
  "ctrl+backspace": editor.killWord,
  "ctrl+u": editor.killToLineStart,
  "alt+k": editor.killToLineEnd,
  "ctrl+y": editor.yank,
};

/** The keys that only a field of several lines has. */
const textKeys: Record<string, Move> = {
  ...lineKeys,
  up: editor.up,
  down: editor.down,
  escape: editor.cleared,
  "ctrl+j": newLine,
  "alt+enter": newLine,
  "shift+enter": newLine,
};

/** What the key does in a field of one line. */
export function lineMove(keystroke: Keystroke): Move | undefined {
  return moveIn(lineKeys, keystroke);
}

/** What the key does in a field of several lines. */
export function textMove(keystroke: Keystroke): Move | undefined {
  return moveIn(textKeys, keystroke);
}

function moveIn(keys: Record<string, Move>, keystroke: Keystroke): Move | undefined {
  if ("text" in keystroke) return (edit) => editor.insert(edit, keystroke.text);
  return Object.hasOwn(keys, keystroke.chord) ? keys[keystroke.chord] : undefined;
}
