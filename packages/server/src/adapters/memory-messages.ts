import { randomUUID } from "node:crypto";
import type { Epoch, Message, RoomId } from "@classchat/core";
import type { MessageStore } from "../chat/ports.ts";
import { draftKey, numberBatch } from "./number-batch.ts";
import {
  afterClear,
  afterRemoval,
  countUpTo,
  isRemoved,
  measureClear,
  noRemovals,
  type RemovalState,
  told,
} from "./removal-rules.ts";

interface MemoryLog {
  epoch: Epoch;
  head: number;
  /** In order of `seq`. */
  messages: Message[];
  /** Also those that were removed, without their message. */
  byKey: Map<string, Message | undefined>;
  removals: RemovalState;
}

export function memoryMessages(): MessageStore {
  const logs = new Map<RoomId, MemoryLog>();
  const logOf = (room: RoomId): MemoryLog => {
    const log = logs.get(room) ?? newLog();
    logs.set(room, log);
    return log;
  };

  return {
    async append(room, batch) {
      const log = logOf(room);
      const { messages, fresh } = numberBatch({ batch, kept: log.byKey, head: log.head });
      for (const { draft, message } of fresh) {
        log.messages.push(message);
        log.byKey.set(draftKey(draft), message);
      }
      log.head += fresh.length;
      return messages;
    },

    async after(room, range) {
      return pageAfter(logOf(room), range);
    },

    async before(room, { after, before, limit }) {
      const { messages } = logOf(room);
      return messages.filter(({ seq }) => seq > after && seq < before).slice(-limit);
    },

    async findDraft(room, draft) {
      return logOf(room).byKey.get(draftKey(draft));
    },

    async head(room) {
      return logOf(room).head;
    },

    async measure(room, scope) {
      const log = logOf(room);
      const page = async (after: number) => pageAfter(log, { after, limit: log.head });
      return measureClear(scope, { ...log, page });
    },

    async clear(room, upTo) {
      const log = logOf(room);
      const count = countUpTo(log.removals, Math.min(upTo, log.head));
      clear(log, Math.min(upTo, log.head));
      const { clearedSeq, clearedAt } = log.removals;
      return { upTo: clearedSeq, count, upToAt: clearedAt };
    },

    async remove(room, seq) {
      const log = logOf(room);
      if (seq < 1 || seq > log.head || isRemoved(log.removals, seq)) return false;
      log.removals = afterRemoval(log.removals, seq);
      dropRemoved(log);
      return true;
    },

    async removals(room) {
      return told(logOf(room).removals);
    },

    async scrub() {},

    async epoch(room) {
      return logOf(room).epoch;
    },

    async renewEpoch(room) {
      const log = logOf(room);
      log.epoch = randomUUID();
      return log.epoch;
    },
  };
}

function newLog(): MemoryLog {
  const empty = { head: 0, messages: [], byKey: new Map() };
  return { epoch: randomUUID(), removals: noRemovals, ...empty };
}

function pageAfter({ messages }: MemoryLog, { after, limit }: { after: number; limit: number }) {
  const from = messages.findIndex(({ seq }) => seq > after);
  return from < 0 ? [] : messages.slice(from, from + limit);
}

function clear(log: MemoryLog, upTo: number): void {
  if (upTo <= log.removals.clearedSeq) return;
  const last = log.messages.findLast(({ seq }) => seq <= upTo);
  log.removals = afterClear(log.removals, upTo, last?.at ?? log.removals.clearedAt);
  dropRemoved(log);
}

function dropRemoved(log: MemoryLog): void {
  const isGone = ({ seq }: Message) => isRemoved(log.removals, seq);
  for (const [key, message] of log.byKey) {
    if (message && isGone(message)) log.byKey.set(key, undefined);
  }
  log.messages = log.messages.filter((message) => !isGone(message));
}
