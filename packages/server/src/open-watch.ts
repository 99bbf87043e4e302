import { version } from "@classchat/core";
import { LogFile } from "./adapters/log-file.ts";
import { systemClock } from "./adapters/system-clock.ts";
import type { Blobs, Logger, News } from "./chat/ports.ts";
import type { Host, HostPorts } from "./host.ts";
import { Counters } from "./watch/counters.ts";
import { DiskWatch } from "./watch/disk-watch.ts";
import { allFamilies } from "./watch/families.ts";
import { Faults, outliveErrors } from "./watch/faults.ts";
import { healthTrouble } from "./watch/health.ts";
import { LoopWatch } from "./watch/loop-watch.ts";
import { openWatchServer } from "./watch/watch-server.ts";

interface HostWatchParts {
  /** Where the log lies. */
  folder: string;
  logger: Logger;
  onNews(news: News): void;
}

/** What is kept and shown of how the host itself does: counts, its log, and what nobody expected. */
export class HostWatch {
  readonly counters = new Counters();
  readonly disk = new DiskWatch(systemClock);
  readonly faults: Faults;
  readonly #log: LogFile;
  #stopOutliving: (() => void) | undefined;

  constructor({ folder, ...parts }: HostWatchParts) {
    const { counters: counts } = this;
    const onLost = (lines: number) => counts.add("lostLogLines", [], lines);
    this.#log = new LogFile(folder, { clock: systemClock, onLost });
    this.faults = new Faults({ ...parts, clock: systemClock, counts, log: this.#log });
  }

  /** From now on, until it is closed, one error does not end the process. */
  begin(rooms: readonly { name: string }[]): void {
    this.#stopOutliving = outliveErrors(this.faults);
    const names = rooms.map(({ name }) => name);
    this.#note("opened", { rooms: names, version, node: process.version });
  }

  /** Lets programs on this computer look, at that port. */
  serve(port: number, blobs: Pick<Blobs, "freeBytes">): NonNullable<HostPorts["watch"]> {
    return async (host: Host) => {
      const loop = new LoopWatch();
      const { counters, disk } = this;
      const sources = {
        ...{ counters, disk, loop },
        rooms: () => host.figures,
        passwordsWaiting: () => host.passwordsWaiting,
        freeBytes: () => blobs.freeBytes(),
      };
      const server = await openWatchServer(port, {
        families: () => allFamilies(sources),
        trouble: async () => {
          const freeBytes = await blobs.freeBytes().catch(() => undefined);
          return healthTrouble({ freeBytes, rooms: host.figures, disk, loop });
        },
      }).catch((error: unknown) => {
        loop.close();
        throw error;
      });
      return {
        port: server.port,
        close: async () => {
          loop.close();
          await server.close();
        },
      };
    };
  }

  /** Resolves when the log is written. */
  async close(): Promise<void> {
    if (this.#stopOutliving) this.#note("closed", {});
    this.#stopOutliving?.();
    this.faults.close();
    await this.#log.close();
  }

  #note(what: string, more: Readonly<Record<string, unknown>>): void {
    this.#log.add({ level: "note", what, ...more });
  }
}
