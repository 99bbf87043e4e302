import type { DoubtLine, Member, Message } from "@classchat/core";
import { words } from "../words/words.ts";

/** A line of the timeline that is no message, behind the message with the `seq` that it comes after. */
export interface Note {
  /** Grows from note to note. */
  id: number;
  after: number;
  text: string;
  /** A line between a student and the mentors has a time, and its place by it. */
  at?: number;
  /** For this user alone, and there until the room is left: no clearing takes it. */
  lasting?: true;
}

/** What nobody scrolls back to any more goes: a host may tell of doubts and roles without end. */
const mostNotes = 2_000;

export function withNote(notes: readonly Note[], note: Omit<Note, "id">): readonly Note[] {
  return [...notes.slice(-mostNotes), { ...note, id: (notes.at(-1)?.id ?? 0) + 1 }];
}

/** The notes with these lines between students and mentors, each behind what was said before it. */
export function withDoubts(
  notes: readonly Note[],
  {
    lines,
    messages,
    me,
  }: { lines: readonly DoubtLine[]; messages: readonly Message[]; me: Member | undefined },
): readonly Note[] {
  const notesOf = lines.map((line) => ({
    after: lastBefore(messages, line.at),
    at: line.at,
    text: doubtWords(line, me),
  }));
  return notesOf.reduce(withNote, notes);
}

export function withoutDoubts(notes: readonly Note[]): readonly Note[] {
  return notes.filter(({ at }) => at === undefined);
}

/** How many of these lines this member did not write. */
export function countOthers(lines: readonly DoubtLine[], me: Member | undefined): number {
  return lines.filter(({ from }) => from !== me?.user).length;
}

/** The notes when older messages came in above: those that have a time may belong among them. */
export function replaced(notes: readonly Note[], messages: readonly Message[]): readonly Note[] {
  return notes.map((note) =>
    note.at === undefined ? note : { ...note, after: lastBefore(messages, note.at) },
  );
}

/** What is left when all up to that message, and to that moment, was cleared: what was asked later stays asked. */
export function notesAfterClear(
  notes: readonly Note[],
  { upTo, upToAt }: { upTo: number; upToAt: number },
): readonly Note[] {
  return notes.filter(({ after, at, lasting }) => {
    const isLater = at === undefined ? after > upTo : at > upToAt;
    return lasting || isLater;
  });
}

/** What is left when the room is told anew. */
export function lastingNotes(notes: readonly Note[]): readonly Note[] {
  return notes.filter(({ lasting }) => lasting).map((note) => ({ ...note, after: 0 }));
}

// The words differ from each other and from messages without any colour.
function doubtWords({ student, from, text }: DoubtLine, me: Member | undefined): string {
  const { youAsk, asks, answersYou, answers } = words.screen.happened;
  const isMine = student === me?.user;
  if (from === student) return `? ${isMine ? youAsk(text) : asks(student, text)}`;
  return `› ${isMine ? answersYou(from, text) : answers(from, student, text)}`;
}

/** The `seq` of the last message that is not younger, by halving; 0 for none. */
function lastBefore(messages: readonly Message[], at: number): number {
  let low = 0;
  let high = messages.length;
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    if ((messages[middle]?.at ?? 0) <= at) low = middle + 1;
    else high = middle;
  }
  return messages[low - 1]?.seq ?? (messages[0]?.seq ?? 1) - 1;
}
