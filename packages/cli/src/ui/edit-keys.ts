import * as editor from "../input/editor.ts";
import { type ForKeys, forKey, type Keystroke } from "../input/key-table.ts";

type Move = editor.Move;

const lineMoves: ForKeys<"line", Move> = {
  left: editor.left,
  right: editor.right,
  wordLeft: editor.wordLeft,
  wordRight: editor.wordRight,
  start: editor.lineStart,
  end: editor.lineEnd,
  backspace: editor.backspace,
  delete: editor.deleteForward,
  cutWord: editor.killWord,
  cutToStart: editor.killToLineStart,
  cutToEnd: editor.killToLineEnd,
  putBack: editor.yank,
};

/** What the key does in every field. */
export function lineMove(keystroke: Keystroke): Move | undefined {
  if ("text" in keystroke) return (edit) => editor.insert(edit, keystroke.text);
  return forKey("line", lineMoves, keystroke);
}
