import type { Clock, RoomId } from "@classchat/core";
import { InTurn } from "./in-turn.ts";
import type { Account, AccountId, Standing, StandingStore } from "./ports.ts";
import { holds } from "./restriction.ts";

export interface StandingsPorts {
  standings: StandingStore;
  clock: Clock;
}

/**
 * Who is muted or banned in one room. Loaded when the room opens and written through: every message asks
 * for it, and a look into the store for each would make the class wait.
 */
export class Standings {
  readonly #room: RoomId;
  readonly #ports: StandingsPorts;
  readonly #turns = new InTurn();
  readonly #known = new Map<AccountId, Standing>();

  constructor(room: RoomId, ports: StandingsPorts) {
    this.#room = room;
    this.#ports = ports;
  }

  async load(): Promise<void> {
    const kept = await this.#ports.standings.list(this.#room);
    for (const standing of kept) this.#known.set(standing.account, standing);
  }

  muteOf(account: AccountId): Standing["muted"] {
    return holds(this.#known.get(account)?.muted, this.#ports.clock.now());
  }

  isBanned(account: AccountId): boolean {
    return this.#known.get(account)?.banned !== undefined;
  }

  /** What holds now, by user name. */
  list(): Standing[] {
    const standings = [...this.#known.values()].map((standing) => this.#asOfNow(standing));
    return standings.toSorted((a, b) => a.user.localeCompare(b.user));
  }

  /** Keeps what is decided now, and says whether it differs from what was before. */
  change(
    account: Pick<Account, "id" | "user">,
    decide: (standing: Standing) => Standing,
  ): Promise<boolean> {
    return this.#turns.run(async () => {
      const before = this.#of(account);
      const after = decide(before);
      if (after === before) return false;
      await this.#ports.standings.set(after);
      this.#remember(after);
      return true;
    });
  }

  #of({ id, user }: Pick<Account, "id" | "user">): Standing {
    const known = this.#known.get(id);
    if (known) return this.#asOfNow({ ...known, user });
    return { account: id, room: this.#room, user, muted: undefined, banned: undefined };
  }

  #asOfNow(standing: Standing): Standing {
    return { ...standing, muted: this.muteOf(standing.account) };
  }

  #remember(standing: Standing): void {
    if (standing.muted || standing.banned) this.#known.set(standing.account, standing);
    else this.#known.delete(standing.account);
  }
}
