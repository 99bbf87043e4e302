import type { Clock } from "@classchat/core";
import { attempts, type MentorRequest } from "./mentor-requests.ts";
import type { Audit } from "./ports.ts";

export interface ForgeriesPorts {
  audit: Audit;
  clock: Clock;
}

interface Series {
  count: number;
  stop(): void;
}

/**
 * Puts on record who made a mentor's request without being one. The first few of a minute are told one by one
 * and the others as a number: a thousand a second must not fill the disk.
 */
export class Forgeries {
  readonly #ports: ForgeriesPorts;
  readonly #room: string;
  readonly #series = new Map<string, Series>();

  /** `room` is a room's name. */
  constructor(room: string, ports: ForgeriesPorts) {
    this.#room = room;
    this.#ports = ports;
  }

  refused(by: string, request: MentorRequest): void {
    const series = this.#series.get(by) ?? this.#begin(by);
    series.count += 1;
    if (series.count <= toldOneByOne) this.#record(by, refusalOf(request));
  }

  /** Puts on record what was only counted so far. */
  close(): void {
    for (const by of this.#series.keys()) this.#end(by);
  }

  #begin(by: string): Series {
    const series = { count: 0, stop: this.#ports.clock.after(seriesMs, () => this.#end(by)) };
    this.#series.set(by, series);
    return series;
  }

  #end(by: string): void {
    const series = this.#series.get(by);
    this.#series.delete(by);
    series?.stop();
    const more = (series?.count ?? 0) - toldOneByOne;
    if (more > 0)
      this.#record(by, `was refused ${more} more requests within a minute: not a mentor`);
  }

  #record(by: string, did: string): void {
    this.#ports.audit.record({ room: this.#room, by, did });
  }
}

/** Which request it was stands behind the words. */
function refusalOf(request: MentorRequest): string {
  return `tried to ${attempts[request]} and was refused: not a mentor (${request})`;
}

const toldOneByOne = 5;
const seriesMs = 60_000;
