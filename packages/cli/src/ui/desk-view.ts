import type { MentorDesk } from "../state/order.ts";
import { isRunning, timeLeft } from "./countdown.ts";
import { cut, drawableLine } from "./drawable.ts";

/** One row of what mentors have before them. */
export interface DeskRow {
  key: string;
  text: string;
  tone: "head" | "urgent" | "plain";
}

/** Who waits for a code, who is muted, who is banned: at most so many rows, the most urgent first. */
export function deskRows(
  desk: MentorDesk,
  { width, height, now }: { width: number; height: number; now: number },
): readonly DeskRow[] {
  const rows = [...resetRows(desk), ...mutedRows(desk, now), ...bannedRows(desk)];
  const shown = rows.length > height ? [...rows.slice(0, Math.max(0, height - 1)), more] : rows;
  return shown.slice(0, height).map((row) => ({ ...row, text: cut(row.text, width) }));
}

export function isDeskCounting(desk: MentorDesk | undefined, now: number): boolean {
  return desk?.muted.some((mute) => isRunning(mute, now)) ?? false;
}

const more: DeskRow = { key: "more", text: "   …", tone: "head" };

function resetRows({ resetRequests }: MentorDesk): DeskRow[] {
  if (resetRequests.length === 0) return [];
  return [
    { key: "reset", text: " ● waiting for a code", tone: "urgent" },
    ...resetRequests.map((user): DeskRow => {
      return { key: `reset:${user}`, text: ` /reset-code ${drawableLine(user)}`, tone: "plain" };
    }),
  ];
}

function mutedRows({ muted }: MentorDesk, now: number): DeskRow[] {
  const rows = muted.filter(({ until }) => until === null || until > now);
  return section(
    "muted",
    rows.map(({ user, until }) => [user, timeLeft(until, now)]),
  );
}

function bannedRows({ banned }: MentorDesk): DeskRow[] {
  return section(
    "banned",
    banned.map((user) => [user, ""]),
  );
}

function section(
  title: string,
  people: readonly (readonly [user: string, rest: string])[],
): DeskRow[] {
  if (people.length === 0) return [];
  return [
    { key: title, text: ` ● ${title}`, tone: "head" },
    ...people.map(([user, rest]): DeskRow => {
      return { key: `${title}:${user}`, text: `   ${drawableLine(user)}${rest}`, tone: "plain" };
    }),
  ];
}
