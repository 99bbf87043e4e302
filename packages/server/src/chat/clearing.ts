import { ChatError, type Clock, type Input, type Member, type Output } from "@classchat/core";
import type { Conversation } from "./conversation.ts";
import type { Audit, Broadcaster, ClearScope, MessageStore, RoomRecord } from "./ports.ts";

export interface ClearingPorts {
  messages: MessageStore;
  conversation: Conversation;
  broadcaster: Broadcaster;
  clock: Clock;
  audit: Audit;
  /** Takes away what was said beside the log until then (ms since 1970). */
  onCleared: (upToAt: number) => Promise<void>;
  /** Takes away what belonged to messages that are removed now. */
  onRemoved: () => Promise<void>;
}

/**
 * What mentors take out of a conversation, for good. Screens are told as soon as it is decided; the mentor is
 * answered when nothing of it lies on the disk any more.
 */
export class Clearing {
  readonly #room: Pick<RoomRecord, "id" | "name">;
  readonly #ports: ClearingPorts;

  constructor(room: Pick<RoomRecord, "id" | "name">, ports: ClearingPorts) {
    this.#room = room;
    this.#ports = ports;
  }

  measure({ olderThanMs, keep }: Input<"room:measureClear">): Promise<Output<"room:measureClear">> {
    const { messages, clock } = this.#ports;
    const scope: ClearScope = {
      ...(olderThanMs === undefined ? {} : { olderThan: clock.now() - olderThanMs }),
      ...(keep === undefined ? {} : { keep }),
    };
    return messages.measure(this.#room.id, scope);
  }

  /**
   * Takes away all messages up to that `seq`. Rejects with `disk-full` where they are gone from the history and
   * from all screens, and still on the disk: clearing again goes on with it.
   */
  async clear(by: Member, upTo: number): Promise<Output<"room:clear">> {
    const { conversation, messages, onCleared, onRemoved } = this.#ports;
    const cleared = await conversation.alone(() => this.#clear(by, upTo));
    const scrubbed = messages.scrub(this.#room.id);
    await Promise.all([scrubbed, onCleared(cleared.upToAt), onRemoved()]);
    return { upTo: cleared.upTo, count: cleared.count };
  }

  /** Takes one message away. */
  async remove(by: Member, seq: number): Promise<void> {
    const { conversation, messages } = this.#ports;
    const isRemoved = await conversation.alone(() => this.#remove(by, seq));
    // Also when it was removed before: a full disk may have kept it from being gone for good.
    await Promise.all([messages.scrub(this.#room.id), this.#ports.onRemoved()]);
    if (!isRemoved) throw new ChatError("no-such-message");
  }

  async #clear({ user: by }: Member, asked: number) {
    const { messages, broadcaster, clock } = this.#ports;
    const isAll = asked >= (await messages.head(this.#room.id));
    const { upTo, count, upToAt: lastAt } = await messages.clear(this.#room.id, asked);
    const upToAt = isAll ? clock.now() : lastAt;
    if (count > 0) {
      broadcaster.toMembers("room:cleared", { upTo, count, by, upToAt });
      this.#record(
        by,
        `cleared ${count} ${count === 1 ? "message" : "messages"} up to number ${upTo}`,
      );
    }
    return { upTo, count, upToAt };
  }

  async #remove({ user: by }: Member, seq: number): Promise<boolean> {
    const { messages, broadcaster } = this.#ports;
    const isRemoved = await messages.remove(this.#room.id, seq);
    if (isRemoved) {
      broadcaster.toMembers("message:deleted", { seq, by });
      this.#record(by, `deleted message number ${seq}`);
    }
    return isRemoved;
  }

  #record(by: string, did: string): void {
    this.#ports.audit.record({ room: this.#room.name, by, did });
  }
}
