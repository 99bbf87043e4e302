import { addressWithPort, limits } from "@classchat/core";
import type { AdvertiserEvent } from "@classchat/core/lan";
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
      const places = where.addresses
        .map((address) => addressWithPort({ address, port }))
        .join(", ");
      this.#say(
        { event: "listening", room: name, id, ...where, fingerprint, code },
        `${name} is open at ${places || `port ${port}`}. Room code: ${code}`,
      );
    }
    const early = this.#early ?? [];
    this.#early = undefined;
    for (const say of early) say();
  }

  mentorCode({ rooms: [room] }: ReportedHost, mentorCode: string): void {
    const command = `classchat register ${room?.name ?? "ROOM"} --user USER --email NAME`;
    this.#say(
      { event: "mentor-code", mentorCode },
      `There is no mentor yet. To become one, once: ${command} --mentor-code ${mentorCode}`,
    );
  }

  resetCode({ rooms: [room] }: ReportedHost, given: ReportedCode): void {
    const { user, email, resetCode } = given;
    const command = `classchat reset ${room?.name ?? "ROOM"} --email ${email}`;
    this.#say(
      { event: "reset-code", user, resetCode },
      `A new password for ${user}, once and within ${minutes} minutes: ${command} --reset-code ${resetCode}`,
    );
  }

  network(room: { id: string; name: string }, event: AdvertiserEvent): void {
    const { type, ...rest } = event;
    const say = () =>
      this.#say({ event: type, room: room.name, id: room.id, ...rest }, wordsOf(room, event));
    if (this.#early) this.#early.push(say);
    else say();
  }

  /** Where the mail server said no: its words are in the message, a member's address at most. */
  mailTrouble({ reason, message }: { reason: string; message: string }): void {
    this.#say({ event: "mail-failed", reason, message }, `A mail did not go out: ${message}`);
  }

  closing(): void {
    this.#say({ event: "closing" }, "The rooms are closed.");
  }

  #say(event: HostEvent, line: string): void {
    if (this.#isJson) printJson(event);
    else printLine(line);
  }
}

const minutes = limits.resetCode.mentorMs / 60_000;

function wordsOf({ name }: { name: string }, event: AdvertiserEvent): string {
  switch (event.type) {
    case "renamed":
      return `${name} is announced as ${event.name}: another room on this network has its name.`;
    case "addresses":
      return `${name} is now at ${event.addresses.join(", ")}.`;
    case "trouble":
      return event.message;
  }
}
