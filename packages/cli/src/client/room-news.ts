import type { Member, Message, Output } from "@classchat/core";
import type { ArrivedNotice, Connection } from "./connection.ts";
import { eventOf } from "./notice-events.ts";
import { RoomLog } from "./room-log.ts";
import type { SessionEvent } from "./session-events.ts";
import { ToldDoubts } from "./told-doubts.ts";

interface RoomNewsOptions {
  tell: (event: SessionEvent) => void;
  /** Somebody's role was changed, perhaps one's own. */
  onRole: (member: Member) => void;
  /** The log cannot be read on: the connection must be made anew. */
  onBroken: (connection: Connection) => void;
}

/** The room as it was entered. */
export type EnteredRoom = Output<"room:enter"> & { restarted: boolean };

const mostHeld = 1_000;

/** What happens in the room: told once each, and only after it was told how the room is. */
export class RoomNews {
  readonly #options: RoomNewsOptions;
  readonly #log: RoomLog;
  readonly #doubts = new ToldDoubts();
  #clearedSeq = 0;
  /** What came while entering; the host's answer may be older than that. */
  #held: ArrivedNotice[] | undefined;

  constructor(options: RoomNewsOptions) {
    const { tell, onBroken } = options;
    this.#options = options;
    this.#log = new RoomLog({
      tell: (messages) => tell({ type: "received", messages }),
      onBroken,
    });
  }

  /** Asks how the room is; `follow` tells it, and what happens from then on. */
  enter(connection: Connection): Promise<EnteredRoom> {
    this.#held = [];
    return this.#log.enter(connection);
  }

  follow(connection: Connection, { epoch: _, ...entered }: EnteredRoom): void {
    // What was cleared meanwhile took lines away, and only the host knows which: those that are left are told anew.
    if (entered.restarted || entered.clearedSeq > this.#clearedSeq) this.#doubts.forget();
    this.#clearedSeq = entered.clearedSeq;
    const doubts = this.#doubts.fresh(entered.doubts);
    this.#options.tell({ type: "entered", ...entered, doubts });
    const held = this.#held ?? [];
    this.#held = undefined;
    for (const notice of held) this.#tell(notice);
    this.#log.follow(connection, entered.head);
  }

  hear(notice: ArrivedNotice): void {
    if (notice.name === "message:new") this.#log.take(notice.payload.messages);
    if (notice.name === "room:cleared") this.#log.clear(notice.payload.upTo);
    if (notice.name === "message:deleted") this.#log.delete(notice.payload.seq);
    if (!this.#held || notice.name === "message:new") this.#tell(notice);
    else if (this.#held.length < mostHeld) this.#held.push(notice);
  }

  /** Our own message is stored; the notice of it is on its way. */
  expect(message: Message): void {
    this.#log.expect(message);
  }

  /** Those of a page that nobody removed while it was on its way. */
  stillThere(page: readonly Message[]): Message[] {
    return this.#log.stillThere(page);
  }

  stop(): void {
    this.#held = undefined;
    this.#log.stop();
  }

  /** Somebody else sits here now, or one in another role: other lines are for these eyes. */
  forgetDoubts(): void {
    this.#doubts.forget();
  }

  #tell(notice: ArrivedNotice): void {
    const event = notice.name === "doubt:said" ? this.#doubtOf(notice.payload) : eventOf(notice);
    if (event) this.#options.tell(event);
    if (event?.type === "cleared") this.#clearedSeq = Math.max(this.#clearedSeq, event.upTo);
    if (notice.name === "member:roleChanged") this.#options.onRole(notice.payload.member);
  }

  #doubtOf({ line }: Extract<ArrivedNotice, { name: "doubt:said" }>["payload"]) {
    const [fresh] = this.#doubts.fresh([line]);
    return fresh && { type: "doubt" as const, line: fresh };
  }
}
