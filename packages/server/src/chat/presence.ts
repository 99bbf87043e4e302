import { type Clock, limits, type Member, type Role } from "@classchat/core";
import type { AccountId, Broadcaster } from "./ports.ts";

export interface PresencePorts {
  broadcaster: Broadcaster;
  clock: Clock;
}

interface Present {
  member: Member;
  connections: number;
  /** Stops the wait for someone whose last connection broke. */
  stopWaiting?: () => void;
}

/**
 * Who is in the room. Someone with two connections is there once; someone whose connection broke stays for a
 * while, so that a moment without Wi-Fi shows nobody leaving. Changes are gathered and told as differences.
 */
export class Presence {
  readonly #ports: PresencePorts;
  readonly #present = new Map<AccountId, Present>();
  readonly #joined = new Map<string, Member>();
  readonly #left = new Set<string>();
  #stopGathering: (() => void) | undefined;
  #isClosed = false;

  constructor(ports: PresencePorts) {
    this.#ports = ports;
  }

  /** All who are there, mentors first, then by name. */
  list(): Member[] {
    const members = [...this.#present.values()].map(({ member }) => member);
    return members.sort((a, b) => a.role.localeCompare(b.role) || a.user.localeCompare(b.user));
  }

  get count(): number {
    return this.#present.size;
  }

  get students(): number {
    return [...this.#present.values()].filter(({ member }) => member.role === "student").length;
  }

  has(account: AccountId): boolean {
    return this.#present.has(account);
  }

  /** A connection of this account opened. */
  arrive(account: AccountId, member: Member): void {
    const known = this.#present.get(account);
    known?.stopWaiting?.();
    this.#present.set(account, { member, connections: (known?.connections ?? 0) + 1 });
    if (!known) this.#tellLater(() => this.#noteJoined(member));
  }

  /** A connection of this account was closed by its owner, or broke. */
  depart(account: AccountId, how: "closed" | "broken"): void {
    const known = this.#present.get(account);
    if (!known || this.#isClosed) return;
    const connections = known.connections - 1;
    const rest: Present = { member: known.member, connections };
    this.#present.set(account, rest);
    if (connections > 0) return;
    if (how === "closed") this.#remove(account);
    else
      rest.stopWaiting = this.#ports.clock.after(limits.presenceGraceMs, () =>
        this.#remove(account),
      );
  }

  /** Shows the account in another role from now on. */
  changeRole(account: AccountId, role: Role): void {
    const known = this.#present.get(account);
    if (!known) return;
    const member = { ...known.member, role };
    this.#present.set(account, { ...known, member });
    if (this.#joined.has(member.user)) this.#joined.set(member.user, member);
  }

  /** Ends all waiting: the room closes, and who leaves from now on is told to no one. */
  close(): void {
    this.#isClosed = true;
    this.#stopGathering?.();
    for (const { stopWaiting } of this.#present.values()) stopWaiting?.();
  }

  #remove(account: AccountId): void {
    const member = this.#present.get(account)?.member;
    this.#present.delete(account);
    if (member) this.#tellLater(() => this.#noteLeft(member));
  }

  // Whoever comes and goes within one gathering did neither.
  #noteJoined(member: Member): void {
    if (!this.#left.delete(member.user)) this.#joined.set(member.user, member);
  }

  #noteLeft({ user }: Member): void {
    if (!this.#joined.delete(user)) this.#left.add(user);
  }

  #tellLater(note: () => void): void {
    note();
    this.#stopGathering ??= this.#ports.clock.after(limits.presenceGatherMs, () => this.#tell());
  }

  #tell(): void {
    this.#stopGathering = undefined;
    const joined = [...this.#joined.values()];
    const left = [...this.#left];
    this.#joined.clear();
    this.#left.clear();
    if (joined.length + left.length === 0) return;
    this.#ports.broadcaster.toMembers("presence:changed", { joined, left });
  }
}
