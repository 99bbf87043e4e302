import { ChatError, type Clock, type Desk, type Input, limits, type Mute } from "@classchat/core";
import { Doubts } from "./doubts.ts";
import { KeptState } from "./kept-state.ts";
import type {
  Account,
  AccountId,
  Audit,
  Broadcaster,
  Door,
  RoomRecord,
  Standing,
  Store,
} from "./ports.ts";
import { endsInMs, forTime, retryAfter, untilAfter } from "./restriction.ts";
import type { Seat } from "./seat.ts";
import { Standings } from "./standings.ts";
import { findAccount, findStudent } from "./whom.ts";

export interface ModerationPorts {
  store: Pick<Store, "accounts" | "rooms" | "standings" | "doubts">;
  broadcaster: Broadcaster;
  door: Door;
  audit: Audit;
  clock: Clock;
  /** Who waits for a reset code from a mentor. */
  resetRequests(): Desk["resetRequests"];
}

type Named = Pick<Account, "id" | "user">;

/** What a mentor decides in one room: kept first, then told to those whom it concerns, and put on record. */
export class Moderation {
  readonly #room: RoomRecord;
  readonly #ports: ModerationPorts;
  readonly #standings: Standings;
  readonly #state: KeptState;
  readonly doubts: Doubts;

  constructor(record: RoomRecord, ports: ModerationPorts) {
    this.#room = record;
    this.#ports = ports;
    const all = { ...ports, ...ports.store };
    this.#standings = new Standings(record.id, all);
    this.#state = new KeptState(record, all);
    this.doubts = new Doubts(record.id, all);
  }

  /** Knows again what was decided before the room was closed. */
  load(): Promise<void> {
    return this.#standings.load();
  }

  /** Throws `muted` or `quiet` unless this member may say something to the room now. */
  mayWrite({ account, role }: Pick<Seat, "account" | "role">): void {
    if (role === "mentor") return;
    const now = this.#now;
    const mute = this.#standings.muteOf(account);
    if (mute) throw new ChatError("muted", retryAfter(mute, now));
    const { quiet } = this.#state;
    if (quiet) throw new ChatError("quiet", retryAfter(quiet, now));
  }

  isBanned(account: AccountId): boolean {
    return this.#standings.isBanned(account);
  }

  /** What is decided, as far as this member may know it. */
  async shownTo(seat: Seat) {
    const doubts = await this.doubts.readBy(seat);
    return {
      state: this.#state.show(),
      muted: this.#muteShownTo(seat),
      desk: seat.role === "mentor" ? this.#desk() : null,
      doubts,
    };
  }

  async mute(by: Seat, { user, forMs }: Input<"member:mute">): Promise<{ user: string }> {
    const account = await findStudent(this.#ports.store.accounts, by, user);
    const muted = { by: by.user, until: untilAfter(forMs, this.#now) };
    await this.#standings.change(account, (standing) => ({ ...standing, muted }));
    this.#tellMute(account);
    return this.#did(by, `muted ${account.user} ${forTime(forMs)}`, account);
  }

  async unmute(by: Seat, { user }: Input<"member:unmute">): Promise<{ user: string }> {
    const account = await findAccount(this.#ports.store.accounts, user);
    const lift = (standing: Standing) =>
      standing.muted ? { ...standing, muted: undefined } : standing;
    if (!(await this.#standings.change(account, lift))) return { user: account.user };
    this.#tellMute(account);
    return this.#did(by, `unmuted ${account.user}`, account);
  }

  /** What stops a flood: for a moment, and never instead of a longer mute. Mentors are exempt. */
  async muteForFlood({ account, user, role }: Seat): Promise<void> {
    if (role === "mentor") return;
    const { muteMs } = limits.flood;
    const until = this.#now + muteMs;
    const isMuted = await this.#standings.change({ id: account, user }, (standing) =>
      isLonger(standing.muted, until) ? standing : { ...standing, muted: { by: null, until } },
    );
    if (!isMuted) return;
    this.#tellMute({ id: account });
    this.#record("the host", `muted ${user} ${forTime(muteMs)}: too many messages`);
  }

  async kick(by: Seat, { user }: Input<"member:kick">): Promise<{ user: string }> {
    const account = await findStudent(this.#ports.store.accounts, by, user);
    this.#putOut(account, "kicked");
    return this.#did(by, `kicked ${account.user}`, account);
  }

  async ban(by: Seat, { user }: Input<"member:ban">): Promise<{ user: string }> {
    const account = await findStudent(this.#ports.store.accounts, by, user);
    const banned = { by: by.user, at: this.#now };
    const ban = (standing: Standing) => (standing.banned ? standing : { ...standing, banned });
    if (!(await this.#standings.change(account, ban))) return { user: account.user };
    this.#putOut(account, "banned");
    this.deskChanged();
    return this.#did(by, `banned ${account.user}`, account);
  }

  async unban(by: Seat, { user }: Input<"member:unban">): Promise<{ user: string }> {
    const account = await findAccount(this.#ports.store.accounts, user);
    const lift = (standing: Standing) =>
      standing.banned ? { ...standing, banned: undefined } : standing;
    if (!(await this.#standings.change(account, lift))) return { user: account.user };
    this.deskChanged();
    return this.#did(by, `unbanned ${account.user}`, account);
  }

  async setQuiet(by: Seat, { quiet, forMs }: Input<"room:setQuiet">): Promise<void> {
    const until = untilAfter(forMs, this.#now);
    const isChanged = await this.#state.setQuiet(quiet ? { by: by.user, until } : undefined);
    const words = quiet ? `made the room quiet ${forTime(forMs)}` : "ended the quiet";
    if (isChanged) this.#record(by.user, words);
  }

  async announce(by: Seat, { text }: Input<"room:announce">): Promise<void> {
    const isChanged = await this.#state.announce(text, by.user);
    const words = text === null ? "took the announcement down" : "pinned an announcement";
    if (isChanged) this.#record(by.user, words);
  }

  async answer(by: Seat, input: Input<"doubt:answer">) {
    const line = await this.doubts.answer(by, input);
    this.#record(by.user, `answered a doubt of ${line.student}`);
    return line;
  }

  /** Takes away what was announced or asked by then: not only messages are cleared. */
  async forget(upToAt: number): Promise<void> {
    await Promise.all([this.#state.forget(upToAt), this.doubts.forget(upToAt)]);
  }

  /** Tells the mentors what they have before them now. */
  deskChanged(): void {
    this.#ports.broadcaster.toMentors("desk:changed", this.#desk());
  }

  /** Tells what follows from another role: a mute is kept and does not hold for mentors. */
  roleChanged({ id: account, user, role }: Account): void {
    const { broadcaster } = this.#ports;
    broadcaster.toMembers("member:roleChanged", { member: { user, role } });
    if (this.#standings.muteOf(account)) {
      broadcaster.toAccount(account, "member:muted", {
        muted: this.#muteShownTo({ account, role }),
      });
    }
    if (role === "mentor") this.deskChanged();
  }

  get #now(): number {
    return this.#ports.clock.now();
  }

  #muteShownTo({ account, role }: Pick<Seat, "account" | "role">): Mute | null {
    const mute = role === "mentor" ? undefined : this.#standings.muteOf(account);
    return mute ? { by: mute.by, endsInMs: endsInMs(mute, this.#now) } : null;
  }

  #desk(): Desk {
    const standings = this.#standings.list();
    return {
      muted: standings.flatMap(({ user, muted }) =>
        muted ? [{ user, endsInMs: endsInMs(muted, this.#now) }] : [],
      ),
      banned: standings.filter(({ banned }) => banned).map(({ user }) => user),
      resetRequests: this.#ports.resetRequests(),
    };
  }

  #tellMute({ id: account }: Pick<Account, "id">): void {
    const muted = this.#muteShownTo({ account, role: "student" });
    this.#ports.broadcaster.toAccount(account, "member:muted", { muted });
    this.deskChanged();
  }

  #putOut({ id }: Named, reason: "kicked" | "banned"): void {
    this.#ports.broadcaster.toAccount(id, "member:removed", { reason });
    this.#ports.door.hangUp(id);
  }

  #did(by: Seat, did: string, { user }: Named): { user: string } {
    this.#record(by.user, did);
    return { user };
  }

  #record(by: string, did: string): void {
    this.#ports.audit.record({ room: this.#room.name, by, did });
  }
}

function isLonger(mute: Standing["muted"], until: number): boolean {
  return mute !== undefined && (mute.until === null || mute.until > until);
}
