import assert from "node:assert/strict";
import * as editor from "classchat/input/editor";
import { viewField } from "classchat/input/field-view";

describe("the editor", () => {
  /** The field after the moves, with `|` where the cursor is. */
  const after = (text: string, ...moves: editor.Move[]): string => {
    const edit = moves.reduce((edit, move) => move(edit), editor.insert(editor.emptyEdit, text));
    return `${edit.text.slice(0, edit.cursor)}|${edit.text.slice(edit.cursor)}`;
  };

  it("moves and deletes by characters as readers count them", () => {
    assert.equal(after("hé👍🏽x", editor.left, editor.left), "hé|👍🏽x");
    assert.equal(after("a👨‍👩‍👧", editor.backspace), "a|");
    assert.equal(after("e\u0301x", editor.left, editor.left), "|e\u0301x");
    assert.equal(after("🇪🇪b", editor.left, editor.left, editor.deleteForward), "|b");
    assert.equal(after("", editor.left, editor.right, editor.backspace, editor.deleteForward), "|");
  });

  it("moves by words of any script", () => {
    assert.equal(after("one two,  ", editor.wordLeft), "one |two,  ");
    assert.equal(after("привет мир", editor.wordLeft, editor.wordLeft), "|привет мир");
    assert.equal(after("one two", editor.lineStart, editor.wordRight), "one| two");
    assert.equal(after("…", editor.wordLeft, editor.wordRight), "…|");
  });

  it("cuts words and lines and puts back what was cut last", () => {
    assert.equal(after("one two", editor.killWord, editor.lineStart, editor.yank), "two|one ");
    assert.equal(after("one\ntwo", editor.killToLineStart), "one\n|");
    assert.equal(after("one two", editor.wordLeft, editor.killToLineEnd, editor.yank), "one two|");
    assert.equal(after("all of it", editor.cleared, editor.yank), "all of it|");
    assert.equal(after("x", editor.lineStart, editor.killWord, editor.killToLineStart), "|x");
  });

  it("moves between the lines of a text, in its column", () => {
    assert.equal(after("first\nab\nthird", editor.up), "first\nab|\nthird");
    assert.equal(after("first\nab\nthird", editor.up, editor.up), "fi|rst\nab\nthird");
    assert.equal(after("ab\ncd", editor.up, editor.lineStart, editor.down), "ab\n|cd");
    assert.equal(after("a\nb👍🏽", editor.up, editor.down), "a\nb|👍🏽");
  });

  it("brings back what was sent, and what was being written", () => {
    const send = (edit: editor.Edit, text: string) =>
      editor.submitted(editor.insert({ ...edit, text: "", cursor: 0 }, text));
    const sent = ["one", "two", "two"].reduce(send, editor.emptyEdit);
    const writing = editor.insert(sent, "thr");
    const text = (...moves: editor.Move[]) =>
      moves.reduce((edit, move) => move(edit), writing).text;

    assert.equal(text(editor.up), "two");
    assert.equal(text(editor.up, editor.up), "one");
    assert.equal(text(editor.up, editor.up, editor.up), "one");
    assert.equal(text(editor.up, editor.up, editor.down, editor.down), "thr");
    assert.equal(text(editor.down), "thr");
  });

  const asIs = (character: string) => character;
  const view = (text: string, cursor: number, width: number, maxRows = 9) =>
    viewField({ text, cursor }, { width, maxRows }, asIs);

  it("wraps by cells and says where the cursor is", () => {
    assert.deepEqual(view("abcdef", 6, 4), { rows: ["abcd", "ef"], x: 2, y: 1 });
    assert.deepEqual(view("abcd", 4, 4), { rows: ["abcd", ""], x: 0, y: 1 });
    assert.deepEqual(view("日本語", 1, 4), { rows: ["日本", "語"], x: 2, y: 0 });
    assert.deepEqual(view("a\nb", 2, 4), { rows: ["a", "b"], x: 0, y: 1 });
    assert.deepEqual(view("a\n", 2, 4), { rows: ["a", ""], x: 0, y: 1 });
    assert.deepEqual(view("", 0, 4), { rows: [""], x: 0, y: 0 });
  });

  it("shows the rows around the cursor when not all fit", () => {
    assert.deepEqual(view("1\n2\n3\n4", 7, 4, 2), { rows: ["3", "4"], x: 1, y: 1 });
    assert.deepEqual(view("1\n2\n3\n4", 0, 4, 2), { rows: ["1", "2"], x: 0, y: 0 });
  });
});
