import { ChatError, type DoubtLine, type Input } from "@classchat/core";
import { Doubts } from "./doubts.ts";
import { KeptState } from "./kept-state.ts";
import type { Account, RoomRecord, Store } from "./ports.ts";
import { forTime, retryAfter, untilAfter } from "./restriction.ts";
import { Sanctions, type SanctionsPorts } from "./sanctions.ts";
import type { Seat } from "./seat.ts";

export interface ModerationPorts extends Omit<SanctionsPorts, "accounts" | "standings"> {
  store: Pick<Store, "accounts" | "rooms" | "standings" | "doubts">;
}

/** What mentors decide in one room: kept first, then told to those whom it concerns, and put on record. */
export class Moderation {
  readonly #room: RoomRecord;
  readonly #ports: ModerationPorts;
  readonly #state: KeptState;
  readonly sanctions: Sanctions;
  readonly doubts: Doubts;

  constructor(record: RoomRecord, ports: ModerationPorts) {
    this.#room = record;
    this.#ports = ports;
    const all = { ...ports, ...ports.store };
    this.#state = new KeptState(record, all);
    this.sanctions = new Sanctions(record, all);
    this.doubts = new Doubts(record.id, all);
  }

  /** Throws `muted`, `flooding` or `quiet` unless this member may say something to the room now. */
  mayWrite(member: Pick<Seat, "account" | "role">): void {
    if (member.role === "mentor") return;
    const now = this.#ports.clock.now();
    const mute = this.sanctions.muteOf(member);
    // A flood passes by itself: what was to be said then goes out afterwards.
    const code = mute?.by === null ? "flooding" : "muted";
    if (mute) throw new ChatError(code, retryAfter(mute, now));
    const { quiet } = this.#state;
    if (quiet) throw new ChatError("quiet", retryAfter(quiet, now));
  }

  /** Whether it may. */
  canWrite(member: Pick<Seat, "account" | "role">): boolean {
    const isHeld = this.sanctions.muteOf(member) ?? this.#state.quiet;
    return member.role === "mentor" || !isHeld;
  }

  /** What is decided, as far as this member may know it. */
  async shownTo(seat: Seat) {
    const doubts = await this.doubts.readBy(seat);
    return {
      state: this.#state.show(),
      muted: this.sanctions.muteShownTo(seat),
      desk: seat.role === "mentor" ? this.sanctions.desk() : null,
      doubts,
    };
  }

  async setQuiet(by: Seat, { quiet, forMs }: Input<"room:setQuiet">): Promise<void> {
    const until = untilAfter(forMs, this.#ports.clock.now());
    const isChanged = await this.#state.setQuiet(quiet ? { by: by.user, until } : undefined);
    const words = quiet ? `made the room quiet ${forTime(forMs)}` : "ended the quiet";
    if (isChanged) this.#record(by.user, words);
  }

  async announce(by: Seat, { text }: Input<"room:announce">): Promise<void> {
    const isChanged = await this.#state.announce(text, by.user);
    const words = text === null ? "took the announcement down" : "pinned an announcement";
    if (isChanged) this.#record(by.user, words);
  }

  async answer(by: Seat, input: Input<"doubt:answer">): Promise<DoubtLine> {
    const line = await this.doubts.answer(by, input);
    this.#record(by.user, `answered a doubt of ${line.student}`);
    return line;
  }

  /** Takes away what was announced or asked by then: not only messages are cleared. */
  async forget(upToAt: number): Promise<void> {
    await Promise.all([this.#state.forget(upToAt), this.doubts.forget(upToAt)]);
  }

  /** Tells what follows from another role. */
  roleChanged(account: Account): void {
    const { user, role } = account;
    this.#ports.broadcaster.toMembers("member:roleChanged", { member: { user, role } });
    this.sanctions.roleChanged(account);
    if (role === "mentor") this.sanctions.deskChanged();
  }

  #record(by: string, did: string): void {
    this.#ports.audit.record({ room: this.#room.name, by, did });
  }
}
