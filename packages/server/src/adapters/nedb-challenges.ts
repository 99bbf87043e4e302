import type { Challenge, ChallengeStore } from "../chat/ports.ts";
import { type CollectionOptions, DurableCollection } from "./durable-collection.ts";
import type { RowId } from "./nedb-rows.ts";
import {
  challengeKey,
  challengeKinds,
  isSameChallenge,
  type KeptChallenge,
  mayBeTried,
} from "./store-rules.ts";

type ChallengeRow = KeptChallenge & RowId;

export class NedbChallenges implements ChallengeStore {
  readonly #rows: DurableCollection<ChallengeRow>;

  private constructor(rows: DurableCollection<ChallengeRow>) {
    this.#rows = rows;
  }

  static async open(path: string, options: CollectionOptions): Promise<NedbChallenges> {
    return new NedbChallenges(await DurableCollection.open(path, options));
  }

  open(challenge: Challenge): Promise<void> {
    const row = { ...challenge, attempts: 0, _id: challengeKey(challenge) };
    return this.#rows.write(async (rows) => {
      if (await rows.get(row._id)) await rows.replace(row);
      else await rows.add([row]);
    });
  }

  spendAttempt(
    of: Pick<Challenge, "account" | "kind">,
    bounds: { now: number; most: number },
  ): Promise<Challenge | undefined> {
    return this.#rows.write(async (rows) => {
      const row = await rows.get(challengeKey(of));
      if (!row || !mayBeTried(row, bounds)) return undefined;
      await rows.replace({ ...row, attempts: row.attempts + 1 });
      return toChallenge(row);
    });
  }

  redeem(challenge: Challenge): Promise<boolean> {
    return this.#rows.write(async (rows) => {
      if (!isSameChallenge(await rows.get(challengeKey(challenge)), challenge)) return false;
      const { account } = challenge;
      await rows.remove(challengeKinds.map((kind) => challengeKey({ account, kind })));
      return true;
    });
  }

  close(): Promise<void> {
    return this.#rows.close();
  }
}

function toChallenge({ _id, attempts, ...challenge }: ChallengeRow): Challenge {
  return challenge;
}
