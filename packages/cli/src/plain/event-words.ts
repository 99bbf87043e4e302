import {
  cleanLine,
  type Desk,
  type DoubtLine,
  errors,
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
import { durationWords } from "../input/duration.ts";
import { Ending } from "./ending.ts";
import { TransferWords } from "./transfer-words.ts";

/** What a session tells beside messages, in words; says again only what has changed since. */
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
  constructor(onWords: (words: string) => void) {
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
          ...event.left.filter((user) => user !== this.#me).map((user) => `left: ${user}`),
        ];
      case "outbox":
        return event.drafts.flatMap((draft) => this.#draft(draft));
      case "cleared":
        this.#clearedSeq = event.upTo;
        return [clearedWords(event)];
      case "deleted":
        return [`${event.by} deleted message ${event.seq}`];
      case "state":
        return this.#roomState(event.state);
      case "muted":
        return this.#muted(event.muted);
      case "desk":
        return this.#desk(event.desk);
      case "doubt":
        return this.#doubts([event.line]);
      case "role":
        return [roleWords(event.member, this.#me)];
      case "floodWarned":
        return ["slower, please: the host is about to hold your messages back"];
      case "mailFailed":
        return [errors["mail-failed"].message];
      case "progress":
        return this.#transfers.of(event.transfer);
      case "closing":
        return ["the mentor closes the room"];
      default:
        return [];
    }
  }

  #entered(event: Entered): string[] {
    const { me, restarted, clearedSeq, state, muted, desk, doubts } = event;
    const wasHere = this.#me !== undefined;
    const isCleared = wasHere && !restarted && clearedSeq > this.#clearedSeq;
    const isBack = !this.#isIn;
    this.#me = me.user;
    this.#isIn = true;
    this.#clearedSeq = clearedSeq;
    return [
      ...(isBack ? [`you are in, as ${me.user}`] : []),
      ...(restarted ? ["the host's log was replaced: what follows is all there is"] : []),
      ...(isCleared ? [`a mentor cleared the messages up to number ${clearedSeq}`] : []),
      ...this.#roomState(state),
      ...this.#muted(muted),
      ...(desk ? this.#desk(desk) : []),
      ...this.#doubts(doubts),
    ];
  }

  #connection(connection: ConnectionState): string[] {
    if (connection.state !== "online") this.#isIn = false;
    if (connection.state === "refused") return [errors[connection.code].message];
    if (connection.state !== "offline") return [];
    return connection.code
      ? [errors[connection.code].message]
      : ["the host does not answer: trying again until it does"];
  }

  #draft({ id, state, code, text }: OutboxDraft): string[] {
    if (state === "sending") this.#named.delete(id);
    if (state === "sending" || !this.#isNew(id)) return [];
    const start = cleanLine(text).slice(0, 60);
    return [
      `kept, for it was refused (${code}): ${start} (/retry sends it again, /discard drops it)`,
    ];
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
    if (!quiet) return before === undefined ? [] : ["everyone may write again"];
    if (isSame(this.#quietUntil, before)) return [];
    const end = quiet.endsInMs === null ? "" : ` for ${durationWords(quiet.endsInMs)}`;
    return [`quiet${end}: only mentors write (${quiet.by})`];
  }

  #muted(muted: Mute | null): string[] {
    const before = this.#mutedUntil;
    this.#endOfMute.set(muted?.endsInMs);
    this.#mutedUntil = untilOf(muted);
    if (!muted) return before === undefined ? [] : ["you are no longer muted"];
    if (isSame(this.#mutedUntil, before)) return [];
    const end = muted.endsInMs === null ? "" : ` for ${durationWords(muted.endsInMs)}`;
    return [`you are muted${end}: /doubt TEXT still reaches the mentors`];
  }

  #desk({ resetRequests, disk }: Desk): string[] {
    const waiting = resetRequests
      .filter(({ user, at }) => this.#isNew(`${user} ${at}`))
      .map(({ user }) => `${user} forgot the password and waits for a code: /reset-code ${user}`);
    return [...this.#roomOnDisk(disk), ...waiting];
  }

  #roomOnDisk(disk: Desk["disk"]): string[] {
    const before = this.#disk;
    this.#disk = disk;
    return disk === before ? [] : [diskWords[disk]];
  }

  /** In another role one is told them again. */
  #doubts(lines: readonly DoubtLine[]): string[] {
    return lines.filter(({ id, from }) => this.#isNew(`${id} ${from}`)).map(doubtWords);
  }

  #isNew(name: string): boolean {
    const isNew = !this.#named.has(name);
    this.#named.add(name);
    return isNew;
  }
}

const diskWords: Readonly<Record<Desk["disk"], string>> = {
  enough: "the host's disk has room again: files and messages are taken",
  low: "the host's disk is nearly full: no more files until you free some space",
  full: "the host's disk is full: no more messages until you free some space",
};

function clearedWords({ by, count, upTo }: Extract<SessionEvent, { type: "cleared" }>): string {
  return `${by} cleared ${count} ${count === 1 ? "message" : "messages"}, up to number ${upTo}`;
}

function joined({ user }: Member): string {
  return `joined: ${user}`;
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
  if (!announcement) return before ? ["the announcement was taken down"] : [];
  if (before?.at === announcement.at && before.text === announcement.text) return [];
  return [`announcement by ${announcement.by}: ${announcement.text}`];
}

function doubtWords({ student, from, text }: DoubtLine): string {
  return from === student
    ? `${from} asks the mentors: ${text}`
    : `${from} answers ${student}: ${text}`;
}

function roleWords({ user, role }: Member, me: string | undefined): string {
  return `${user === me ? "you are" : `${user} is`} a ${role} now`;
}
