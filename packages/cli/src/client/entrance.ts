import type { Member, Output } from "@classchat/core";
import type { Connection } from "./connection.ts";
import type { FileSeat } from "./hand-in.ts";
import type { OwnDrafts } from "./own-drafts.ts";
import type { RoomNews } from "./room-news.ts";

interface EntranceOptions {
  news: RoomNews;
  drafts: OwnDrafts;
  /** Another one than before sits here now. */
  onNewcomer: () => Promise<void>;
}

/** Enters a room, after each connection and each change of role anew, and knows who entered. */
export class Entrance {
  readonly #options: EntranceOptions;
  #me: Member | undefined;
  #rules: FileSeat["rules"] | undefined;
  #entering: Promise<unknown> = Promise.resolve();
  /** On which one waits to be entered again. */
  #again: Connection | undefined;

  constructor(options: EntranceOptions) {
    this.#options = options;
  }

  /** Who entered last, and what files the room takes of them. */
  get seat(): FileSeat | undefined {
    return this.#me && this.#rules && { user: this.#me.user, rules: this.#rules };
  }

  /** Whether that is the one who sits here, in another role than they entered with. */
  isChangedBy({ user, role }: Member): boolean {
    return user === this.#me?.user && role !== this.#me.role;
  }

  /** One after the other: each goes on where the one before stopped. */
  enter(connection: Connection): Promise<Output<"room:enter">> {
    const entering = this.#entering.then(() => this.#enterNow(connection));
    this.#entering = entering.catch(() => {});
    return entering;
  }

  /** For a role that changed once more; whoever waits to enter learns the last one, however many there were. */
  async enterAgain(connection: Connection): Promise<void> {
    if (this.#again === connection) return;
    this.#again = connection;
    await this.enter(connection);
  }

  async #enterNow(connection: Connection): Promise<Output<"room:enter">> {
    this.#again = undefined;
    const { news, drafts, onNewcomer } = this.#options;
    const entered = await news.enter(connection);
    const { user, role } = entered.me;
    if (user !== this.#me?.user || role !== this.#me.role) news.forgetDoubts();
    await drafts.open(user);
    const isNew = user !== this.#me?.user;
    this.#me = entered.me;
    this.#rules = entered.files;
    news.follow(connection, entered);
    drafts.resume();
    if (isNew) await onNewcomer();
    return entered;
  }
}
