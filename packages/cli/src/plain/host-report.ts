import { addressWithPort, limits } from "@classchat/core";
import type { AdvertiserEvent } from "@classchat/core/lan";
import { words } from "../words/words.ts";
import { type HostEvent, hostLog } from "./host-events.ts";
import { printJson, printLine } from "./output.ts";

/** What the report needs to know of a host. */
interface ReportedHost {
  fingerprint: string;
  rooms: readonly ReportedRoom[];
  watchPort: number | undefined;
}

interface ReportedRoom {
  id: string;
  name: string;
  port: number;
  addresses(): string[];
}

/** A code that the host was asked for on its command line. */
interface ReportedCode {
  user: string;
  email: string;
  resetCode: string;
}

interface ReportedTrouble {
  reason: keyof (typeof words.host)["mailTrouble"];
  server: string;
  answer: string;
}

type ReportedNews =
  | { type: "joined"; room: string; user: string; role: string }
  | { type: "left"; room: string; user: string }
  | { type: "decided"; room: string; by: string; did: string }
  | { type: "reset-request"; user: string }
  | { type: "damage"; room: string; lost: number; file: string }
  | { type: "disk"; state: keyof (typeof words.host)["report"]["disk"] }
  | { type: "error"; kind: string; count: number };

/** What a host without a screen says: lines for people, or one JSON event a line. */
export class HostReport {
  readonly #isJson: boolean;
  /** What happened before the rooms and codes were reported; nothing once they are. */
  #early: (() => void)[] | undefined = [];

  constructor(isJson: boolean) {
    this.#isJson = isJson;
  }

  /** The first event of each room. */
  listening({ fingerprint, rooms, watchPort }: ReportedHost, code: string): void {
    for (const { id, name, port, addresses } of rooms) {
      const where = { port, addresses: addresses() };
      const places = where.addresses.map((address) => addressWithPort({ address, port }));
      this.#say(
        { event: "listening", room: name, id, ...where, fingerprint, code },
        places.length === 0 ? say.openAtPort(name, port, code) : say.open(name, places, code),
      );
    }
    if (watchPort !== undefined) {
      this.#say({ event: "watching", port: watchPort }, say.watching(watchPort));
    }
  }

  /** All that was to be said first is said: what happened meanwhile follows. */
  opened(): void {
    const early = this.#early ?? [];
    this.#early = undefined;
    for (const tell of early) tell();
  }

  mentorCode({ rooms: [room] }: ReportedHost, mentorCode: string): void {
    const command = `classchat register ${room?.name ?? "ROOM"} --user USER --email NAME`;
    this.#say(
      { event: "mentor-code", mentorCode },
      say.mentorCode(`${command} --mentor-code ${mentorCode}`),
    );
  }

  resetCode({ rooms: [room] }: ReportedHost, given: ReportedCode): void {
    const { user, email, resetCode } = given;
    const reset = `classchat reset ${room?.name ?? "ROOM"} --email ${email}`;
    const command = `${reset} --reset-code ${resetCode}`;
    this.#say({ event: "reset-code", user, resetCode }, say.resetCode({ user, minutes, command }));
  }

  network(room: { id: string; name: string }, event: AdvertiserEvent): void {
    const { name, id } = room;
    this.#later(() => this.#say(objectOf({ room: name, id }, event), wordsOf(room, event)));
  }

  /** What is seen often is told to programs alone. */
  news(news: ReportedNews): void {
    this.#later(() => {
      const line = newsWords(news);
      if (this.#isJson) printJson(newsObject(news));
      else if (line !== undefined) printLine(line);
    });
  }

  /** Where the mail server said no: its words are in the message, a member's address at most. */
  mailTrouble({ reason, server, answer }: ReportedTrouble): void {
    const message = words.host.mailTrouble[reason](server, answer);
    this.#say({ event: "mail-failed", reason, message }, say.mailFailed(message));
  }

  closing(): void {
    this.#say({ event: "closing" }, say.closing);
  }

  #later(tell: () => void): void {
    if (this.#early) this.#early.push(tell);
    else tell();
  }

  #say(event: HostEvent, line: string): void {
    if (this.#isJson) printJson(event);
    else printLine(line);
  }
}

const say = words.host.report;
const minutes = limits.resetCode.mentorMs / 60_000;

function wordsOf({ name }: { name: string }, event: AdvertiserEvent): string {
  switch (event.type) {
    case "renamed":
      return say.renamed(name, event.name);
    case "addresses":
      return event.addresses.length === 0
        ? say.noAddress(name)
        : say.addresses(name, event.addresses);
    case "trouble":
      return words.host.mdnsFails(event.failure);
  }
}

function objectOf(about: { room: string; id: string }, event: AdvertiserEvent): HostEvent {
  switch (event.type) {
    case "renamed":
      return { event: "renamed", name: event.name, ...about };
    case "addresses":
      return { event: "addresses", addresses: event.addresses, ...about };
    case "trouble": {
      const { failure } = event;
      return { event: "trouble", failure, ...about, message: words.host.mdnsFails(failure) };
    }
  }
}

function newsObject({ type, ...about }: ReportedNews): HostEvent {
  // The pairs of name and fields are those of the news, but that nobody knows there where the log lies.
  const object = { event: type, ...about } as HostEvent;
  return object.event === "error" ? { ...object, log: hostLog } : object;
}

function newsWords(news: ReportedNews): string | undefined {
  switch (news.type) {
    case "error":
      return say.error(news.count, hostLog);
    case "damage":
      return words.host.damage(news);
    case "disk":
      return say.disk[news.state];
    case "reset-request":
      return say.resetRequest(news.user);
    default:
      return undefined;
  }
}
