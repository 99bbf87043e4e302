import assert from "node:assert/strict";
import { cleanText } from "@classchat/core";
import * as editor from "classchat/input/editor";
import { viewField } from "classchat/input/field-view";
import fc from "fast-check";
import stringWidth from "string-width";
import { itHolds } from "../support/fuzz.ts";
import { anyText, dirtIn } from "../support/fuzz-texts.ts";

const graphemes = new Intl.Segmenter(undefined, { granularity: "grapheme" });

/** Keys that only move the cursor. */
const moving: Readonly<Record<string, editor.Move>> = {
  left: editor.left,
  right: editor.right,
  wordLeft: editor.wordLeft,
  wordRight: editor.wordRight,
  lineStart: editor.lineStart,
  lineEnd: editor.lineEnd,
};
const changing: Readonly<Record<string, editor.Move>> = {
  backspace: editor.backspace,
  deleteForward: editor.deleteForward,
  yank: editor.yank,
  up: editor.up,
  down: editor.down,
  submitted: editor.submitted,
};
const killing: Readonly<Record<string, editor.Move>> = {
  killWord: editor.killWord,
  killToLineEnd: editor.killToLineEnd,
  killToLineStart: editor.killToLineStart,
  cleared: editor.cleared,
};
const moves = { ...moving, ...changing, ...killing };

/** What comes from the keyboard or the clipboard is cleaned before the editor has it. */
const typed = fc.oneof(anyText, fc.string({ unit: "grapheme", maxLength: 3 })).map(cleanText);
type Key = { move: string } | { insert: string };
const keysThatType = (text: fc.Arbitrary<string>): fc.Arbitrary<Key[]> =>
  fc.array(
    fc.oneof(
      fc.record({ move: fc.constantFrom(...Object.keys(moves)) }),
      fc.record({ insert: text }),
    ),
    { maxLength: 30 },
  );
const keys = keysThatType(typed);
/** Of letters that join with what is beside them, there is no way back in between once they did. */
const plainKeys = keysThatType(fc.stringMatching(/^[a-cé日 ,\n]{0,8}$/u));

describe("any keys", () => {
  const inOrder = (keys: readonly Key[]) => {
    keys.reduce((edit, key) => {
      const next = pressed(edit, key);
      assert.ok(bordersOf(next.text).has(next.cursor), `${JSON.stringify(key)} ${next.cursor}`);
      assert.equal(dirtIn(next.text), undefined);
      return next;
    }, editor.emptyEdit);
  };
  itHolds("leave the cursor between two characters of a clean text", keys, inOrder, {
    kept: [[{ insert: "\u0301" }, { move: "left" }, { insert: "a" }]],
  });

  itHolds("that move change no text, and lead everywhere", keys, (keys) => {
    const edit = keys.reduce(pressed, editor.emptyEdit);
    for (const move of Object.values(moving)) assert.equal(move(edit).text, edit.text);
    assert.equal(ended(edit, editor.left).cursor, 0);
    assert.equal(ended(edit, editor.right).cursor, edit.text.length);
  });

  itHolds("that cut take what can be put back", plainKeys, (keys) => {
    const edit = keys.reduce(pressed, editor.emptyEdit);
    for (const kill of Object.values(killing)) {
      const cut = kill(edit);
      if (cut.text !== edit.text) assert.equal(editor.yank(cut).text, edit.text);
    }
  });

  const seen = fc.record({
    keys,
    width: fc.integer({ min: 2, max: 120 }),
    maxRows: fc.nat({ max: 8 }),
  });
  itHolds("leave the cursor in sight", seen, ({ keys, width, maxRows: more }) => {
    const edit = keys.reduce(pressed, editor.emptyEdit);
    const maxRows = more + 1;
    const { rows, x, y } = viewField(edit, { width, maxRows }, (character) => character);
    assert.ok(rows.length <= maxRows && y < rows.length && x >= 0 && x < width, `${x}, ${y}`);
    assert.deepEqual(
      rows.filter((row) => graphemesOf(row).length > 1 && cellsOf(row) > width),
      [],
    );
  });
});

function pressed(edit: editor.Edit, key: Key): editor.Edit {
  if ("insert" in key) return editor.insert(edit, key.insert);
  return (moves[key.move] ?? assert.fail(key.move))(edit);
}

/** After the move was made until it changes nothing more. */
function ended(edit: editor.Edit, move: editor.Move): editor.Edit {
  const next = move(edit);
  return next.cursor === edit.cursor ? edit : ended(next, move);
}

function bordersOf(text: string): Set<number> {
  return new Set([...Array.from(graphemes.segment(text), ({ index }) => index), text.length]);
}

function graphemesOf(text: string): string[] {
  return Array.from(graphemes.segment(text), ({ segment }) => segment);
}

function cellsOf(row: string): number {
  return graphemesOf(row).reduce((cells, character) => cells + stringWidth(character), 0);
}
