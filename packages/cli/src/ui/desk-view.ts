import type { MentorDesk } from "../state/order.ts";
import { freshWarnings, type Warning } from "../state/warnings.ts";
import { words } from "../words/words.ts";
import { isRunning, timeLeft } from "./countdown.ts";
import { cut, drawableLine, wrapped } from "./drawable.ts";

const told = words.screen.desk;

/** One row of what mentors have before them. */
export interface DeskRow {
  key: string;
  text: string;
  tone: "head" | "urgent" | "plain";
}

interface DeskPlace {
  width: number;
  height: number;
  now: number;
  /** How many files of the mentor's own are on their way. */
  transfers: number;
  /** How much is said: messages a minute. */
  perMinute?: number;
  warnings?: readonly Warning[];
}

/** What the disk lacks, who waits for a code, who is muted, who is banned: at most so many rows, the most urgent first. */
export function deskRows(
  desk: MentorDesk,
  { width, height, now, transfers, perMinute = 0, warnings = [] }: DeskPlace,
): readonly DeskRow[] {
  const rows = [
    ...diskRows(desk),
    ...freshWarnings(warnings, now).flatMap((warning) => warningRows(warning, width)),
    ...resetRows(desk),
    ...transferCountRows(transfers),
    ...paceRows(perMinute),
    ...mutedRows(desk, now),
    ...bannedRows(desk),
  ];
  const shown = rows.length > height ? [...rows.slice(0, Math.max(0, height - 1)), more] : rows;
  return shown.slice(0, height).map((row) => ({ ...row, text: cut(row.text, width) }));
}

export function isDeskCounting(desk: MentorDesk | undefined, now: number): boolean {
  return desk?.muted.some((mute) => isRunning(mute, now)) ?? false;
}

const more: DeskRow = { key: "more", text: "   …", tone: "head" };

/** What is wrong with the host's disk, in a word or two; nothing where there is room enough. */
export function diskWords({ disk }: MentorDesk): string {
  return { enough: "", low: told.diskLow, full: told.diskFull }[disk];
}

function diskRows(desk: MentorDesk): DeskRow[] {
  if (desk.disk === "enough") return [];
  const what = desk.disk === "low" ? told.noMoreFiles : told.noMoreMessages;
  return [
    { key: "disk", text: ` ! ${diskWords(desk)}:`, tone: "urgent" },
    { key: "disk:what", text: `   ${what}`, tone: "plain" },
  ];
}

/** What is wrong, since when, and its first words. */
function warningRows({ about, text, at }: Warning, width: number): DeskRow[] {
  const rows = wrapped(drawableLine(text), Math.max(4, width - 3));
  const { mailFailed: mail, network, disk, host } = told;
  const title = { mail, network, disk, host }[about];
  return [
    { key: about, text: ` ! ${clockOf(at)} ${title}:`, tone: "urgent" },
    ...rows.slice(0, warningHeight).map((text, row): DeskRow => {
      return { key: `${about}:${row}`, text: `   ${text}`, tone: "plain" };
    }),
  ];
}

const warningHeight = 3;

function clockOf(at: number): string {
  const time = new Date(at);
  const [hours, minutes] = [time.getHours(), time.getMinutes()];
  return `${String(hours).padStart(2, "0")}:${String(minutes).padStart(2, "0")}`;
}

function paceRows(perMinute: number): DeskRow[] {
  const count = Math.round(perMinute);
  if (count === 0) return [];
  return [{ key: "pace", text: ` ● ${told.pace(count)}`, tone: "head" }];
}

function transferCountRows(transfers: number): DeskRow[] {
  if (transfers === 0) return [];
  return [{ key: "transfers", text: ` ● ${told.transfers(transfers)}`, tone: "head" }];
}

function resetRows({ resetRequests }: MentorDesk): DeskRow[] {
  if (resetRequests.length === 0) return [];
  return [
    { key: "reset", text: ` ● ${told.waitingForCode}`, tone: "urgent" },
    ...resetRequests.map((user): DeskRow => {
      return { key: `reset:${user}`, text: ` /reset-code ${drawableLine(user)}`, tone: "plain" };
    }),
  ];
}

function mutedRows({ muted }: MentorDesk, now: number): DeskRow[] {
  const rows = muted.filter(({ until }) => until === null || until > now);
  return section(
    told.muted,
    rows.map(({ user, until }) => [user, timeLeft(until, now)]),
  );
}

function bannedRows({ banned }: MentorDesk): DeskRow[] {
  return section(
    told.banned,
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
