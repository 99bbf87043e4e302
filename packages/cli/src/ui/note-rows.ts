import type { Note } from "../state/notes.ts";
import type { RoomView } from "../state/room-view.ts";
import { drawableText } from "./drawable.ts";
import { type NoteTone, type Row, wrap } from "./row.ts";

interface Range {
  from?: number;
  to?: number;
  width: number;
}

/** The notes that come after one of the messages from `from` on and before `to`; all without them. */
export function noteRows(
  view: RoomView,
  { from = 0, to = Number.POSITIVE_INFINITY, width }: Range,
): Row[] {
  const notes = view.notes.filter(({ after }) => after >= from && after < to);
  return notes.flatMap((note) => oneNoteRows(note, width));
}

// Further rows stand further in, so that none looks like the beginning of another note, or of a message.
function oneNoteRows(note: Note, width: number): Row[] {
  return wrap(drawableText(note.text), Math.max(4, width - 4)).map((line, row) => ({
    key: `note:${note.id}:${row}`,
    kind: "note",
    text: row === 0 ? `  ${line}` : `    ${line}`,
    tone: toneOf(note),
  }));
}

/** Only codes last. */
function toneOf({ at, lasting }: Note): NoteTone {
  if (lasting) return "code";
  return at === undefined ? "program" : "doubt";
}
