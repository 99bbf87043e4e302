import { type Clock, type Desk, type Input, limits, type Mute } from "@classchat/core";
import type {
  Account,
  AccountId,
  AccountStore,
  Audit,
  Broadcaster,
  Door,
  RoomRecord,
  Standing,
  StandingStore,
} from "./ports.ts";
import { endsInMs, forTime, untilAfter } from "./restriction.ts";
import type { Seat } from "./seat.ts";
import { Standings } from "./standings.ts";
import { findAccount, findStudent } from "./whom.ts";

export interface SanctionsPorts {
  accounts: AccountStore;
  standings: StandingStore;
  broadcaster: Broadcaster;
  door: Door;
  audit: Audit;
  clock: Clock;
  /** Who waits for a reset code from a mentor. */
  resetRequests(): Desk["resetRequests"];
  /** How much room the disk has. */
  disk(): Desk["disk"];
}

type Named = Pick<Account, "id" | "user">;

/** Who is muted, put out or banned, and the desk on which the mentors see it. */
export class Sanctions {
  readonly #room: RoomRecord;
  readonly #ports: SanctionsPorts;
  readonly #standings: Standings;

  constructor(record: RoomRecord, ports: SanctionsPorts) {
    this.#room = record;
    this.#ports = ports;
    this.#standings = new Standings(record.id, ports);
  }

  /** Knows again what was decided before the room was closed. */
  load(): Promise<void> {
    return this.#standings.load();
  }

  isBanned(account: AccountId): boolean {
    return this.#standings.isBanned(account);
  }

  /** The mute that this member has now: it does not hold for mentors. */
  muteOf({ account, role }: Pick<Seat, "account" | "role">): Standing["muted"] {
    return role === "mentor" ? undefined : this.#standings.muteOf(account);
  }

  /** The same as it is told. */
  muteShownTo(member: Pick<Seat, "account" | "role">): Mute | null {
    const mute = this.muteOf(member);
    return mute ? { by: mute.by, endsInMs: endsInMs(mute, this.#now) } : null;
  }

  async mute(by: Seat, { user, forMs }: Input<"member:mute">): Promise<{ user: string }> {
    const account = await findStudent(this.#ports.accounts, by, user);
    const muted = { by: by.user, until: untilAfter(forMs, this.#now) };
    await this.#standings.change(account, (standing) => ({ ...standing, muted }));
    this.#tellMute(account);
    return this.#did(by, `muted ${account.user} ${forTime(forMs)}`, account);
  }

  async unmute(by: Seat, { user }: Input<"member:unmute">): Promise<{ user: string }> {
    const account = await findAccount(this.#ports.accounts, user);
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
    const account = await findStudent(this.#ports.accounts, by, user);
    this.#putOut(account, "kicked");
    return this.#did(by, `kicked ${account.user}`, account);
  }

  async ban(by: Seat, { user }: Input<"member:ban">): Promise<{ user: string }> {
    const account = await findStudent(this.#ports.accounts, by, user);
    const banned = { by: by.user, at: this.#now };
    const ban = (standing: Standing) => (standing.banned ? standing : { ...standing, banned });
    if (!(await this.#standings.change(account, ban))) return { user: account.user };
    this.#putOut(account, "banned");
    this.deskChanged();
    return this.#did(by, `banned ${account.user}`, account);
  }

  async unban(by: Seat, { user }: Input<"member:unban">): Promise<{ user: string }> {
    const account = await findAccount(this.#ports.accounts, user);
    const lift = (standing: Standing) =>
      standing.banned ? { ...standing, banned: undefined } : standing;
    if (!(await this.#standings.change(account, lift))) return { user: account.user };
    this.deskChanged();
    return this.#did(by, `unbanned ${account.user}`, account);
  }

  /** What the mentors have before them now. */
  desk(): Desk {
    const standings = this.#standings.list();
    return {
      muted: standings.flatMap(({ user, muted }) =>
        muted ? [{ user, endsInMs: endsInMs(muted, this.#now) }] : [],
      ),
      banned: standings.filter(({ banned }) => banned).map(({ user }) => user),
      resetRequests: this.#ports.resetRequests(),
      disk: this.#ports.disk(),
    };
  }

  /** Tells the mentors that it changed. */
  deskChanged(): void {
    this.#ports.broadcaster.toMentors("desk:changed", this.desk());
  }

  /** Tells whoever was given another role whether a mute holds now. */
  roleChanged({ id: account, role }: Account): void {
    if (!this.#standings.muteOf(account)) return;
    const muted = this.muteShownTo({ account, role });
    this.#ports.broadcaster.toAccount(account, "member:muted", { muted });
  }

  get #now(): number {
    return this.#ports.clock.now();
  }

  #tellMute({ id: account }: Pick<Account, "id">): void {
    const muted = this.muteShownTo({ account, role: "student" });
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
