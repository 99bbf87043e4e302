import type { ClientLine, Told } from "./lines.ts";

/** One life of a view: from the first entering of a process to its end. */
interface View {
  readableAbove: number;
  told: Told[];
}

/** What one user said, and what the user's clients showed. */
export class UserChronicle {
  readonly user: string;
  readonly said: string[] = [];
  readonly stored: Told[] = [];
  readonly refused: string[] = [];
  /** Every text that ever lay in the outbox. */
  readonly kept = new Set<string>();
  readonly views: View[] = [];
  readonly troubles: string[] = [];
  drafts = 0;
  doubles = 0;
  /** How often the log was taken for another one. */
  restarts = 0;
  state = "connecting";
  isOpen = false;
  mentorCode: string | undefined;
  history: readonly Told[] | undefined;

  constructor(user: string) {
    this.user = user;
  }

  get saidCount(): number {
    return this.said.length;
  }

  get view(): View | undefined {
    return this.views.at(-1);
  }

  /** The last `seq` that is on the screen. */
  get lastSeq(): number {
    const view = this.view;
    return view?.told.at(-1)?.[0] ?? view?.readableAbove ?? 0;
  }

  take(line: ClientLine): void {
    switch (line.on) {
      case "said":
        this.said.push(line.text);
        break;
      case "stored":
        this.stored.push([line.seq, line.text]);
        break;
      case "refused":
        this.refused.push(`${line.text}: ${line.code}`);
        break;
      case "told":
        if (line.restarted) this.restarts += 1;
        if (line.first) this.views.push({ ...line.first, told: [] });
        this.view?.told.push(...line.messages);
        break;
      case "outbox":
        this.drafts = line.drafts;
        this.doubles = line.doubles;
        for (const text of line.fresh) this.kept.add(text);
        break;
      case "connection":
        this.state = line.state;
        break;
      case "opened":
        this.isOpen = true;
        break;
      case "mentorCode":
        this.mentorCode = line.mentorCode;
        break;
      case "history":
        this.history = line.messages;
        break;
      case "trouble":
        this.troubles.push(line.message);
    }
  }

  /** Its process is gone: what it had not written down is forgotten. */
  died(): void {
    this.isOpen = false;
    this.state = "connecting";
    this.doubles = 0;
  }
}

/** What all users said and saw. */
export class Chronicles {
  readonly all: readonly UserChronicle[];
  readonly #byUser: Map<string, UserChronicle>;

  constructor(users: readonly string[]) {
    this.all = users.map((user) => new UserChronicle(user));
    this.#byUser = new Map(this.all.map((chronicle) => [chronicle.user, chronicle]));
  }

  of(user: string): UserChronicle {
    const chronicle = this.#byUser.get(user);
    if (!chronicle) throw new Error(`nobody is called ${user}`);
    return chronicle;
  }

  take(line: ClientLine): void {
    this.of(line.user).take(line);
  }

  /** The highest number that anybody was answered or told. */
  get head(): number {
    return Math.max(
      0,
      ...this.all.flatMap(({ stored, lastSeq }) => [lastSeq, stored.at(-1)?.[0] ?? 0]),
    );
  }
}
