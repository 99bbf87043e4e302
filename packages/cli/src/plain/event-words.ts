import {
  cleanLine,
  type Desk,
  type DoubtLine,
  type Member,
  type Mute,
  type RoomState,
} from "@classchat/core";
import type {
  ConnectionState,
  Entered,
  OutboxDraft,
  SessionEvent,
} from "../client/session-events.ts";
import { durationWords } from "../input/duration-words.ts";
import { words } from "../words/words.ts";
import { Ending } from "./ending.ts";
import { TransferWords } from "./transfer-words.ts";

/** Who listens to a longer list does not remember it. */
const mostNames = 20;

/**
 * What a session tells beside messages, in words; says again only what has changed since. Who enters is told the
 * lines between students and mentors one by one, by `ofDoubt`, for they have their places among the messages.
 */
export class EventWords {
  #me: string | undefined;
  #isIn = false;
  #clearedSeq = 0;
  #quietUntil: number | undefined;
  #announcement: RoomState["announcement"] = null;
  #mutedUntil: number | undefined;
  #disk: Desk["disk"] = "enough";
  /** Refused drafts, people who wait for a code, and lines to and from the mentors that were named already. */
  readonly #named = new Set<string>();
  readonly #transfers = new TransferWords();
  readonly #endOfQuiet: Ending;
  readonly #endOfMute: Ending;

  /** `onWords`: what is to be said because time went by. */
  constructor(onWords: (text: string) => void) {
    this.#endOfQuiet = new Ending(() => this.#quiet(null).forEach(onWords));
    this.#endOfMute = new Ending(() => this.#muted(null).forEach(onWords));
  }

  of(event: SessionEvent): string[] {
    switch (event.type) {
      case "entered":
        return this.#entered(event);
      case "connection":
        return this.#connection(event.connection);
      case "presence":
        return [
          ...event.joined.filter(({ user }) => user !== this.#me).map(joined),
          ...event.left.filter((user) => user !== this.#me).map(words.notes.left),
        ];
      case "outbox":
        return event.drafts.flatMap((draft) => this.#draft(draft));
      case "cleared":
        this.#clearedSeq = event.upTo;
        return [clearedWords(event)];
      case "deleted":
        return [words.notes.deleted(event.by, event.seq)];
      case "state":
        return this.#roomState(event.state);
      case "muted":
        return this.#muted(event.muted);
      case "desk":
        return this.#desk(event.desk);
      case "doubt":
        return this.ofDoubt(event.line);
      case "role":
        return [roleWords(event.member, this.#me)];
      case "floodWarned":
        return [words.notes.slower];
      case "mailFailed":
        return [words.errors["mail-failed"]];
      case "progress":
        return this.#transfers.of(event.transfer);
      case "pastedLeft":
        return [words.files.pastedLeft(event.count)];
      case "closing":
        return [words.notes.closing];
      default:
        return [];
    }
  }

  /** A line between a student and the mentors. In another role one is told them again. */
  ofDoubt(line: DoubtLine): string[] {
    return this.#isNew(`${line.id} ${line.from}`) ? [doubtWords(line)] : [];
  }

  #entered(event: Entered): string[] {
    const { me, restarted, clearedSeq, state, muted, desk } = event;
    const wasHere = this.#me !== undefined;
    const isCleared = wasHere && !restarted && clearedSeq > this.#clearedSeq;
    const isBack = !this.#isIn;
    this.#me = me.user;
    this.#isIn = true;
    this.#clearedSeq = clearedSeq;
    return [
      ...(isBack ? [words.notes.entered(me.user)] : []),
      ...(isBack ? this.#present(event.present) : []),
      ...(restarted ? [words.notes.restarted] : []),
      ...(isCleared ? [words.notes.clearedMeanwhile(clearedSeq)] : []),
      ...this.#roomState(state),
      ...this.#muted(muted),
      ...(desk ? this.#desk(desk) : []),
    ];
  }

  #connection(connection: ConnectionState): string[] {
    if (connection.state !== "online") this.#isIn = false;
    if (connection.state === "refused") return [words.errors[connection.code]];
    if (connection.state !== "offline") return [];
    return [connection.code ? words.errors[connection.code] : words.notes.offline];
  }

  #draft({ id, state, code, text }: OutboxDraft): string[] {
    if (state === "sending") this.#named.delete(id);
    if (state === "sending" || !this.#isNew(id)) return [];
    const start = cleanLine(text).slice(0, 60);
    return [words.notes.draftRefused(start, words.errors[code ?? "internal"])];
  }

  #roomState({ quiet, announcement }: RoomState): string[] {
    const before = this.#announcement;
    this.#announcement = announcement;
    return [...this.#quiet(quiet), ...announcementWords(before, announcement)];
  }

  /** The rest of a time is told with every change of the room; only another end of it is news. */
  #quiet(quiet: RoomState["quiet"]): string[] {
    const before = this.#quietUntil;
    this.#endOfQuiet.set(quiet?.endsInMs);
    this.#quietUntil = untilOf(quiet);
    if (!quiet) return before === undefined ? [] : [words.notes.quietOver];
    if (isSame(this.#quietUntil, before)) return [];
    const { by, endsInMs } = quiet;
    if (endsInMs === null) return [words.notes.quiet(by)];
    return [words.notes.quietFor(durationWords(endsInMs), by)];
  }

  #muted(muted: Mute | null): string[] {
    const before = this.#mutedUntil;
    this.#endOfMute.set(muted?.endsInMs);
    this.#mutedUntil = untilOf(muted);
    if (!muted) return before === undefined ? [] : [words.notes.mutedOver];
    if (isSame(this.#mutedUntil, before)) return [];
    if (muted.endsInMs === null) return [words.notes.muted];
    return [words.notes.mutedFor(durationWords(muted.endsInMs))];
  }

  #desk({ resetRequests, disk }: Desk): string[] {
    const waiting = resetRequests
      .filter(({ user, at }) => this.#isNew(`${user} ${at}`))
      .map(({ user }) => words.notes.codeWanted(user));
    return [...this.#roomOnDisk(disk), ...waiting];
  }

  #roomOnDisk(disk: Desk["disk"]): string[] {
    const before = this.#disk;
    this.#disk = disk;
    return disk === before ? [] : [words.notes.disk[disk]];
  }

  /** The others, mentors first. */
  #present(members: readonly Member[]): string[] {
    const others = members.filter(({ user }) => user !== this.#me);
    const mentors = others.filter(({ role }) => role === "mentor");
    const students = others.filter(({ role }) => role === "student");
    const names = [
      ...mentors.map(({ user }) => words.notes.said.mentor(user)),
      ...students.map(({ user }) => user),
    ].slice(0, mostNames);
    return names.length === 0 ? [] : [words.notes.present(names, others.length - names.length)];
  }

  #isNew(name: string): boolean {
    const isNew = !this.#named.has(name);
    this.#named.add(name);
    return isNew;
  }
}

function clearedWords(event: Extract<SessionEvent, { type: "cleared" }>): string {
  return words.notes.cleared(event);
}

function joined({ user }: Member): string {
  return words.notes.joined(user);
}

function untilOf(thing: { endsInMs: number | null } | null): number | undefined {
  return thing ? Date.now() + (thing.endsInMs ?? Infinity) : undefined;
}

/** Whether it is the end that was told before, or that of nothing new. */
function isSame(moment: number | undefined, before: number | undefined): boolean {
  if (moment === before) return true;
  return moment !== undefined && before !== undefined && Math.abs(moment - before) < 3_000;
}

function announcementWords(
  before: RoomState["announcement"],
  announcement: RoomState["announcement"],
): string[] {
  if (!announcement) return before ? [words.notes.announcementDown] : [];
  if (before?.at === announcement.at && before.text === announcement.text) return [];
  return [words.notes.announced(announcement.by, announcement.text)];
}

function doubtWords({ student, from, text }: DoubtLine): string {
  return from === student
    ? words.notes.asked(student, text)
    : words.notes.answered({ student, from, text });
}

function roleWords({ user, role }: Member, me: string | undefined): string {
  const { yours, others } = words.notes.role;
  return user === me ? yours[role] : others[role](user);
}
