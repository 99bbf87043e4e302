import { ChatError, type Role, type UserName } from "@classchat/core";
import { InTurn } from "./in-turn.ts";
import type { Account, AccountId, AccountStore, Audit } from "./ports.ts";
import type { Seat } from "./seat.ts";
import { findOther } from "./whom.ts";

export interface RolesPorts {
  accounts: AccountStore;
  audit: Audit;
  /** Whether the account opened one of the host's rooms. */
  isOpener(account: AccountId): boolean;
  /** Brings the new role to every connection of the account. */
  onChange(account: Account): void;
}

/** Who decides, in which room, about whom. */
interface Decision {
  by: Seat;
  /** The room's name. */
  room: string;
  user: UserName;
}

/** Who is a mentor: an account has one role in all rooms of the host, and a change counts at once. */
export class Roles {
  readonly #ports: RolesPorts;
  readonly #turns = new InTurn();
  readonly #changed = new Map<AccountId, Role>();

  constructor(ports: RolesPorts) {
    this.#ports = ports;
  }

  /** The role that counts: someone may have been looked up before it was changed, and be seated after it. */
  current({ account, role }: Pick<Seat, "account" | "role">): Role {
    return this.#changed.get(account) ?? role;
  }

  promote(decision: Decision): Promise<{ user: string }> {
    return this.#turns.run(() => this.#give("mentor", decision));
  }

  demote(decision: Decision): Promise<{ user: string }> {
    return this.#turns.run(() => this.#give("student", decision));
  }

  async #give(role: Role, { by, room, user: typed }: Decision): Promise<{ user: string }> {
    const { accounts, audit, isOpener, onChange } = this.#ports;
    // Of two mentors who demote each other at once, the second is none any more.
    if (this.current(by) !== "mentor") throw new ChatError("not-allowed");
    const account = await findOther(accounts, by, typed);
    const { id, user } = account;
    if (account.role === role) return { user };
    if (role === "student" && isOpener(id)) throw new ChatError("opener-stays", { field: "user" });

    await accounts.setRole(id, role);
    this.#changed.set(id, role);
    onChange({ ...account, role });
    const did = role === "mentor" ? `made ${user} a mentor` : `made ${user} a student`;
    audit.record({ room, by: by.user, did });
    return { user };
  }
}
