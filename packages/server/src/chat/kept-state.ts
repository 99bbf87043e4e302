import type { Clock, RoomState, UserName } from "@classchat/core";
import { InTurn } from "./in-turn.ts";
import type { Broadcaster, RoomRecord, RoomStore } from "./ports.ts";
import { endsInMs, holds } from "./restriction.ts";

export interface KeptStatePorts {
  rooms: RoomStore;
  broadcaster: Broadcaster;
  clock: Clock;
}

/** Quiet mode and the announcement of one room: kept apart from its messages, and told to all whenever they change. */
export class KeptState {
  readonly #ports: KeptStatePorts;
  readonly #room: RoomRecord["id"];
  readonly #turns = new InTurn();
  #quiet: RoomRecord["quiet"];
  #announcement: RoomRecord["announcement"];

  constructor({ id, quiet, announcement }: RoomRecord, ports: KeptStatePorts) {
    this.#ports = ports;
    this.#room = id;
    this.#quiet = quiet;
    this.#announcement = announcement;
  }

  /** Quiet mode, if it holds now. */
  get quiet(): RoomRecord["quiet"] {
    return holds(this.#quiet, this.#ports.clock.now());
  }

  show(): RoomState {
    const { quiet } = this;
    const now = this.#ports.clock.now();
    return {
      quiet: quiet ? { by: quiet.by, endsInMs: endsInMs(quiet, now) } : null,
      announcement: this.#announcement ?? null,
    };
  }

  /** Says whether that is a change. */
  setQuiet(quiet: RoomRecord["quiet"]): Promise<boolean> {
    return this.#turns.run(async () => {
      if (!quiet && !this.quiet) return false;
      await this.#ports.rooms.update(this.#room, { quiet });
      this.#quiet = quiet;
      return this.#tell();
    });
  }

  /** Says whether that is a change. */
  announce(text: string | null, by: UserName): Promise<boolean> {
    return this.#turns.run(async () => {
      if (text === null && !this.#announcement) return false;
      const announcement = text === null ? undefined : { text, by, at: this.#ports.clock.now() };
      await this.#ports.rooms.update(this.#room, { announcement });
      this.#announcement = announcement;
      return this.#tell();
    });
  }

  /** Takes away, from the disk as well, an announcement that was made by then. */
  forget(upToAt: number): Promise<void> {
    return this.#turns.run(async () => {
      const isForgotten = await this.#ports.rooms.forgetAnnouncement(this.#room, upToAt);
      if (!isForgotten) return;
      this.#announcement = undefined;
      this.#tell();
    });
  }

  #tell(): true {
    this.#ports.broadcaster.toMembers("room:stateChanged", this.show());
    return true;
  }
}
