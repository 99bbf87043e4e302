import type { ChallengeStore } from "../chat/ports.ts";
import {
  challengeKey,
  challengeKinds,
  isSameChallenge,
  type KeptChallenge,
  mayBeTried,
} from "./store-rules.ts";

export function memoryChallenges(): ChallengeStore {
  const challenges = new Map<string, KeptChallenge>();

  return {
    async open(challenge) {
      challenges.set(challengeKey(challenge), { ...challenge, attempts: 0 });
    },

    async spendAttempt(of, bounds) {
      const kept = challenges.get(challengeKey(of));
      if (!kept || !mayBeTried(kept, bounds)) return undefined;
      const { attempts, ...challenge } = kept;
      challenges.set(challengeKey(of), { ...kept, attempts: attempts + 1 });
      return challenge;
    },

    async redeem(challenge) {
      if (!isSameChallenge(challenges.get(challengeKey(challenge)), challenge)) return false;
      const { account } = challenge;
      for (const kind of challengeKinds) challenges.delete(challengeKey({ account, kind }));
      return true;
    },
  };
}
