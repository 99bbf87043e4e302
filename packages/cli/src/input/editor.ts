// What is typed and where the cursor stands in it, as plain data and moves. It knows no terminal, so it is tested as
// functions. Positions are UTF-16 offsets that never fall inside a grapheme (UAX #29).

export interface Edit {
  text: string;
  cursor: number;
  /** What was sent from here before, newest first. */
  history: readonly string[];
  /** Which line of the history is shown; -1 is what the user is writing. */
  historyAt: number;
  /** What was being written when the user went into the history. */
  unsent: string;
  /** What was cut last, to be put back by `yank`. */
  killed: string;
}

export type Move = (edit: Edit) => Edit;

export const emptyEdit: Edit = {
  text: "",
  cursor: 0,
  history: [],
  historyAt: -1,
  unsent: "",
  killed: "",
};

const historyLength = 200;
const graphemes = new Intl.Segmenter(undefined, { granularity: "grapheme" });
const words = new Intl.Segmenter(undefined, { granularity: "word" });

export function insert(edit: Edit, text: string): Edit {
  return replace(edit, { from: edit.cursor, to: edit.cursor, by: text });
}

export function left(edit: Edit): Edit {
  return { ...edit, cursor: graphemeBefore(edit) };
}

export function right(edit: Edit): Edit {
  return { ...edit, cursor: graphemeAfter(edit) };
}

export function wordLeft(edit: Edit): Edit {
  return { ...edit, cursor: wordBefore(edit) };
}

export function wordRight(edit: Edit): Edit {
  return { ...edit, cursor: wordAfter(edit) };
}

export function lineStart(edit: Edit): Edit {
  return { ...edit, cursor: startOfLine(edit.text, edit.cursor) };
}

export function lineEnd(edit: Edit): Edit {
  return { ...edit, cursor: endOfLine(edit.text, edit.cursor) };
}

export function backspace(edit: Edit): Edit {
  return replace(edit, { from: graphemeBefore(edit), to: edit.cursor, by: "" });
}

export function deleteForward(edit: Edit): Edit {
  return replace(edit, { from: edit.cursor, to: graphemeAfter(edit), by: "" });
}

export function killWord(edit: Edit): Edit {
  return kill(edit, wordBefore(edit), edit.cursor);
}

export function killToLineEnd(edit: Edit): Edit {
  return kill(edit, edit.cursor, endOfLine(edit.text, edit.cursor));
}

export function killToLineStart(edit: Edit): Edit {
  return kill(edit, startOfLine(edit.text, edit.cursor), edit.cursor);
}

export function yank(edit: Edit): Edit {
  return insert(edit, edit.killed);
}

/** The line above; on the first line, what was sent before. */
export function up(edit: Edit): Edit {
  const start = startOfLine(edit.text, edit.cursor);
  return start === 0 ? older(edit) : moveToLine(edit, startOfLine(edit.text, start - 1));
}

/** The line below; on the last line, what was sent after. */
export function down(edit: Edit): Edit {
  const end = endOfLine(edit.text, edit.cursor);
  return end === edit.text.length ? newer(edit) : moveToLine(edit, end + 1);
}

/** An empty field that remembers what was in it. */
export function submitted(edit: Edit): Edit {
  const { text, history, killed } = edit;
  const isNew = text.trim() !== "" && history[0] !== text;
  return {
    ...emptyEdit,
    killed,
    history: isNew ? [text, ...history].slice(0, historyLength) : history,
  };
}

/** The empty field; what was in it can be put back by `yank`. */
export function cleared(edit: Edit): Edit {
  return kill(edit, 0, edit.text.length);
}

function older(edit: Edit): Edit {
  const historyAt = edit.historyAt + 1;
  const text = edit.history[historyAt];
  if (text === undefined) return edit;
  const unsent = edit.historyAt < 0 ? edit.text : edit.unsent;
  return { ...edit, historyAt, unsent, text, cursor: text.length };
}

function newer(edit: Edit): Edit {
  if (edit.historyAt < 0) return edit;
  const historyAt = edit.historyAt - 1;
  const text = edit.history[historyAt] ?? edit.unsent;
  return { ...edit, historyAt, text, cursor: text.length };
}

function moveToLine(edit: Edit, start: number): Edit {
  const column = edit.cursor - startOfLine(edit.text, edit.cursor);
  const wanted = Math.min(start + column, endOfLine(edit.text, start));
  return { ...edit, cursor: graphemeStart(edit.text, wanted) };
}

function kill(edit: Edit, from: number, to: number): Edit {
  if (from === to) return edit;
  return { ...replace(edit, { from, to, by: "" }), killed: edit.text.slice(from, to) };
}

function replace(edit: Edit, { from, to, by }: { from: number; to: number; by: string }): Edit {
  const text = edit.text.slice(0, from) + by + edit.text.slice(to);
  // What meets there may become one character, as a letter before a mark.
  const cursor = graphemeEnd(text, from + by.length);
  return { ...edit, text, cursor, historyAt: -1 };
}

function startOfLine(text: string, offset: number): number {
  return offset === 0 ? 0 : text.lastIndexOf("\n", offset - 1) + 1;
}

function endOfLine(text: string, offset: number): number {
  const end = text.indexOf("\n", offset);
  return end < 0 ? text.length : end;
}

function graphemeStart(text: string, offset: number): number {
  return graphemes.segment(text).containing(offset)?.index ?? text.length;
}

function graphemeEnd(text: string, offset: number): number {
  const grapheme = graphemes.segment(text).containing(offset);
  if (!grapheme || grapheme.index === offset) return offset;
  return grapheme.index + grapheme.segment.length;
}

function graphemeBefore({ text, cursor }: Edit): number {
  return cursor === 0 ? 0 : graphemeStart(text, cursor - 1);
}

function graphemeAfter({ text, cursor }: Edit): number {
  const next = graphemes.segment(text).containing(cursor);
  return next ? next.index + next.segment.length : text.length;
}

function wordBefore({ text, cursor }: Edit): number {
  const before = [...words.segment(text.slice(0, cursor))];
  return before.findLast(({ isWordLike }) => isWordLike)?.index ?? 0;
}

function wordAfter({ text, cursor }: Edit): number {
  const after = [...words.segment(text.slice(cursor))];
  const next = after.find(({ isWordLike }) => isWordLike);
  return next ? cursor + next.index + next.segment.length : text.length;
}
