import { ChatError } from "@classchat/core";

interface Line {
  /** Those under way and those that wait. */
  present: number;
  underWay: number;
  waiting: (() => void)[];
}

interface Try<Result> {
  /** How many have failed so far; throws where these are too many. Asked anew when its turn comes. */
  failed(): number;
  attempt(): Promise<Result>;
}

/**
 * Lets no more tries of one key be under way than may still fail, so that those made at once count as many, and
 * none of those that will succeed is refused for it: the others wait until some have ended.
 */
export class RoomForTries {
  readonly #most: number;
  readonly #present: number;
  readonly #lines = new Map<string, Line>();

  /** `present`: under way and waiting, of one key; who comes beyond that is told `busy`. */
  constructor({ most, present }: { most: number; present: number }) {
    this.#most = most;
    this.#present = present;
  }

  async run<Result>(key: string, { failed, attempt }: Try<Result>): Promise<Result> {
    const line = this.#enter(key);
    try {
      while (failed() + line.underWay >= this.#most) await aTryEnded(line);
      return await underWay(line, attempt);
    } finally {
      line.present -= 1;
      if (line.present === 0) this.#lines.delete(key);
    }
  }

  #enter(key: string): Line {
    const line = this.#lines.get(key) ?? { present: 0, underWay: 0, waiting: [] };
    if (line.present >= this.#present) throw new ChatError("busy");
    line.present += 1;
    this.#lines.set(key, line);
    return line;
  }
}

function aTryEnded({ waiting }: Line): Promise<void> {
  return new Promise((resolve) => waiting.push(resolve));
}

/** All that wait look again afterwards: where it failed, perhaps none of them may go on. */
async function underWay<Result>(line: Line, attempt: () => Promise<Result>): Promise<Result> {
  line.underWay += 1;
  try {
    return await attempt();
  } finally {
    line.underWay -= 1;
    for (const look of line.waiting.splice(0)) look();
  }
}
