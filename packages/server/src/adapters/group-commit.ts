/** What a group of steps changes together. */
export interface Journal {
  /** Remembers where it stands. */
  begin(): Promise<void>;
  /** Makes what changed since then durable. */
  commit(): Promise<void>;
  /** Takes back what changed since then. */
  undo(): Promise<void>;
  /** Does its own work between two groups. */
  tidy(): Promise<void>;
}

interface Task {
  /** Runs the step; what it gives tells the one who waits. */
  attempt(): Promise<() => void>;
  reject(cause: unknown): void;
}

// A bound on how long one side waits for the other.
const readsAtOnce = 64;
const writesAtOnce = 512;

/**
 * Steps come one after another; those that arrive while a group is on its way to the disk form the next
 * group and share its one sync. Reads run between groups, so they see only what is durable. A step that
 * fails is taken back alone: the others of its group are done again.
 */
export class GroupCommit {
  readonly #journal: Journal;
  readonly #reads: Task[] = [];
  readonly #writes: Task[] = [];
  readonly #alone: Task[] = [];
  #working: Promise<void> | undefined;
  #closed: Error | undefined;
  #broken: Error | undefined;

  constructor(journal: Journal) {
    this.#journal = journal;
  }

  read<Result>(step: () => Promise<Result>): Promise<Result> {
    return this.#add(this.#reads, step);
  }

  write<Result>(step: () => Promise<Result>): Promise<Result> {
    return this.#add(this.#writes, step);
  }

  /** Does work that is no step of a group while nothing else is under way. */
  alone(work: () => Promise<void>): Promise<void> {
    return this.#add(this.#alone, work);
  }

  /** Finishes what was asked for; what is asked later is refused. */
  async close(): Promise<void> {
    this.#closed ??= new Error("The store is closed.");
    await this.#working;
  }

  #add<Result>(queue: Task[], step: () => Promise<Result>): Promise<Result> {
    const refusal = this.#broken ?? this.#closed;
    if (refusal) return Promise.reject(refusal);
    return new Promise((resolve, reject) => {
      const attempt = async () => {
        const result = await step();
        return () => resolve(result);
      };
      queue.push({ attempt, reject });
      this.#working ??= this.#work();
    });
  }

  async #work(): Promise<void> {
    while (this.#reads.length + this.#writes.length + this.#alone.length > 0) {
      await Promise.all(this.#reads.splice(0, readsAtOnce).map(answer));
      await this.#commit(this.#writes.splice(0, writesAtOnce));
      for (const task of this.#alone.splice(0)) await answer(task);
      await this.#tidy();
    }
    // In the same turn as the test above: a task that comes later finds nobody working and starts anew.
    this.#working = undefined;
  }

  async #commit(group: readonly Task[]): Promise<void> {
    if (group.length === 0) return;
    try {
      await this.#journal.begin();
    } catch (cause) {
      return this.#breakOff(group, cause);
    }
    try {
      const resolutions = await inTurn(group);
      await this.#journal.commit();
      for (const resolve of resolutions) resolve();
    } catch (cause) {
      await this.#takeBack(group, cause);
    }
  }

  async #takeBack(group: readonly Task[], cause: unknown): Promise<void> {
    try {
      await this.#journal.undo();
    } catch (undoCause) {
      return this.#breakOff(group, undoCause);
    }
    if (group.length === 1) return group[0]?.reject(cause);
    for (const task of group) await this.#commitAlone(task);
  }

  async #commitAlone(task: Task): Promise<void> {
    if (this.#broken) return task.reject(this.#broken);
    await this.#commit([task]);
  }

  async #tidy(): Promise<void> {
    try {
      await this.#journal.tidy();
    } catch (cause) {
      this.#breakOff([], cause);
    }
  }

  // Memory and disk may differ from here on, so nothing is answered any more until a restart reads the disk.
  #breakOff(group: readonly Task[], cause: unknown): void {
    const broken = new Error("The store stopped: its file cannot be written any more.", { cause });
    this.#broken = broken;
    const waiting = [
      ...group,
      ...this.#reads.splice(0),
      ...this.#writes.splice(0),
      ...this.#alone.splice(0),
    ];
    for (const task of waiting) task.reject(broken);
  }
}

async function answer(task: Task): Promise<void> {
  try {
    const resolve = await task.attempt();
    resolve();
  } catch (cause) {
    task.reject(cause);
  }
}

async function inTurn(group: readonly Task[]): Promise<(() => void)[]> {
  const resolutions: (() => void)[] = [];
  for (const task of group) resolutions.push(await task.attempt());
  return resolutions;
}
