import assert from "node:assert/strict";
import {
  ChatError,
  check,
  Handshake,
  isErrorCode,
  type NoticeName,
  notices,
  RoomCard,
  refused,
  requests,
  TransferHandshake,
  transferNotices,
  transferRequests,
  unwrap,
} from "@classchat/core";
import { requireShallow } from "@classchat/server/gateway/depth";
import type { ArrivedNotice } from "classchat/client/connection";
import { RoomNews } from "classchat/client/room-news";
import type { SessionEvent } from "classchat/client/session-events";
import fc from "fast-check";
import { itHolds } from "../support/fuzz.ts";
import { dirtIn, textsIn } from "../support/fuzz-texts.ts";
import { nearlyOf, valuesOf } from "../support/fuzz-values.ts";

type Schema = Parameters<typeof check>[0];

/** What is typed and never shown to anyone. */
const unseen: readonly string[] = ["login", "password", "mentorCode", "resetCode"];
const asked: Record<string, Schema> = {
  handshake: Handshake,
  "transfer handshake": TransferHandshake,
  ...mapped(requests, ({ input }) => input),
  ...mapped(transferRequests, ({ input }) => input),
};
const answered: Record<string, Schema> = {
  card: RoomCard,
  ...mapped(requests, ({ output }) => output),
  ...mapped(transferRequests, ({ output }) => output),
  ...mapped(notices, ({ payload }) => payload),
  ...mapped(transferNotices, ({ payload }) => payload),
};

describe("whatever is asked", () => {
  for (const [name, schema] of Object.entries(asked)) {
    itHolds(`with ${name} is clean, or refused in the agreed way`, nearlyOf(schema), (raw) => {
      const outcome = outcomeOf(schema, raw);
      if ("value" in outcome) assert.deepEqual(dirtOf(outcome.value), []);
    });
  }

  it("is taken in some cases and refused in others", () => {
    for (const [name, schema] of Object.entries({ ...asked, ...answered })) {
      const outcomes = fc.sample(nearlyOf(schema), { numRuns: 300, seed: 1 });
      const taken = outcomes.filter((raw) => "value" in outcomeOf(schema, raw));
      assert.ok(taken.length > 0 && taken.length < outcomes.length, `${name}: ${taken.length}`);
    }
  });
});

describe("whatever is answered or told", () => {
  for (const [name, schema] of Object.entries(answered)) {
    itHolds(
      `with ${name} is taken as it is from then on, or not at all`,
      nearlyOf(schema),
      (raw) => void outcomeOf(schema, raw),
    );
  }

  itHolds("as a reply gives its value or a reason of the table", fc.anything(), (raw) => {
    try {
      unwrap(raw);
    } catch (error) {
      assert.ok(error instanceof ChatError && isErrorCode(error.code), String(error));
      assert.deepEqual(unwrapped(refused(error)), error);
    }
  });

  for (const name of Object.keys(notices) as NoticeName[]) {
    itHolds(`with ${name} shows nothing but clean text`, valuesOf(notices[name].payload), (raw) => {
      const payload = notices[name].payload.safeParse(raw);
      if (!payload.success) return;
      // As where it arrives, the name and its payload cannot be told apart.
      const told = toldBy({ name, payload: payload.data } as ArrivedNotice);
      assert.deepEqual(told.flatMap(textsIn).filter(dirtIn), []);
    });
  }
});

/** What comes of it in the gateway: a value that is the same when it is checked again, or a refusal. */
function outcomeOf(schema: Schema, raw: unknown): { value: unknown } | { refusal: ChatError } {
  try {
    requireShallow(raw);
    const value = check(schema, raw);
    assert.deepEqual(check(schema, value), value);
    return { value };
  } catch (refusal) {
    if (!(refusal instanceof ChatError)) throw refusal;
    assert.ok(isErrorCode(refusal.code));
    assert.equal(dirtIn(JSON.stringify(refused(refusal))), undefined);
    return { refusal };
  }
}

function dirtOf(value: unknown): string[] {
  const fields = typeof value === "object" && value !== null ? Object.entries(value) : [];
  return fields.flatMap(([field, inner]) =>
    unseen.includes(field) ? [] : textsIn(inner).filter(dirtIn),
  );
}

/** All that a client tells of it, before and after it has entered. */
function toldBy(notice: ArrivedNotice): SessionEvent[] {
  const told: SessionEvent[] = [];
  const news = new RoomNews({
    tell: (event) => told.push(event),
    onRole() {},
    onBroken() {},
  });
  news.hear(notice);
  return told;
}

function unwrapped(reply: unknown): unknown {
  try {
    return unwrap(reply);
  } catch (error) {
    return error;
  }
}

function mapped<Row>(table: Record<string, Row>, part: (row: Row) => Schema) {
  return Object.fromEntries(Object.entries(table).map(([name, row]) => [name, part(row)]));
}
