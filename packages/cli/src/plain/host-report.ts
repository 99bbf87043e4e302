import { addressWithPort, limits } from "@classchat/core";
import type { AdvertiserEvent } from "@classchat/core/lan";
import { words } from "../words/words.ts";
import { printJson, printLine } from "./output.ts";

/** What the report needs to know of a host. */
interface ReportedHost {
  fingerprint: string;
  rooms: readonly ReportedRoom[];
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

type HostEvent = { event: string } & Record<string, unknown>;

/** What a host without a screen says: lines for people, or one JSON event a line. */
export class HostReport {
  readonly #isJson: boolean;
  /** What the network said before the rooms were reported; nothing once they are. */
  #early: (() => void)[] | undefined = [];

  constructor(isJson: boolean) {
    this.#isJson = isJson;
  }

  /** The first event of each room. */
  listening({ fingerprint, rooms }: ReportedHost, code: string): void {
    for (const { id, name, port, addresses } of rooms) {
      const where = { port, addresses: addresses() };
      const places = where.addresses.map((address) => addressWithPort({ address, port }));
      this.#say(
        { event: "listening", room: name, id, ...where, fingerprint, code },
        places.length === 0 ? say.openAtPort(name, port, code) : say.open(name, places, code),
      );
    }
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
    const tell = () =>
      this.#say({ ...objectOf(event), room: room.name, id: room.id }, wordsOf(room, event));
    if (this.#early) this.#early.push(tell);
    else tell();
  }

  /** Where the mail server said no: its words are in the message, a member's address at most. */
  mailTrouble({ reason, server, answer }: ReportedTrouble): void {
    const message = words.host.mailTrouble[reason](server, answer);
    this.#say({ event: "mail-failed", reason, message }, say.mailFailed(message));
  }

  closing(): void {
    this.#say({ event: "closing" }, say.closing);
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

function objectOf({ type, ...rest }: AdvertiserEvent): HostEvent {
  const message = "failure" in rest ? { message: words.host.mdnsFails(rest.failure) } : {};
  return { event: type, ...rest, ...message };
}
