import assert from "node:assert/strict";
import { type NoticeName, notices, type RequestName, requests } from "@classchat/core";
import type { ArrivedNotice, Connection } from "classchat/client/connection";
import { RoomNews } from "classchat/client/room-news";
import type { SessionEvent } from "classchat/client/session-events";
import { jsonOf } from "classchat/plain/output";
import { initialState, reduce, type State } from "classchat/state/state";
import { visibleRows } from "classchat/ui/scroll";
import fc from "fast-check";
import { itHolds } from "../support/fuzz.ts";
import { dirtIn, textsIn } from "../support/fuzz-texts.ts";
import { valuesOf } from "../support/fuzz-values.ts";
import { opened, roomId as room } from "../support/views.ts";

const last = Number.MAX_SAFE_INTEGER;

/** What a host says in the course of a connection: how the room is, what happens, pages of the log. */
interface Lies {
  entered: unknown[];
  told: { name: NoticeName; payload: unknown }[];
  pages: unknown[];
}

const names = Object.keys(notices) as NoticeName[];
const answersTo = (name: RequestName) =>
  fc.array(believable(requests[name].output), { minLength: 1, maxLength: 3 });
const lies: fc.Arbitrary<Lies> = fc.record({
  entered: answersTo("room:enter"),
  told: fc.array(fc.oneof(...names.map(toldAs)), { maxLength: 12 }),
  pages: answersTo("message:after"),
});

describe("a host that says whatever it likes", () => {
  const entered = { ...enteredAs({}), clearedSeq: last };
  itHolds("makes no client stop, nor show what is not clean", lies, meet, {
    cost: 2,
    kept: [
      { entered: [entered], told: [], pages: [] },
      { entered: [enteredAs({ at: 8.7e15 })], told: [], pages: [] },
    ],
  });
});

async function meet({ entered, told, pages }: Lies): Promise<void> {
  const events: SessionEvent[] = [];
  const news = new RoomNews({ tell: (event) => events.push(event), onRole() {}, onBroken() {} });
  for (const [round, answer] of entered.entries()) {
    const connection = connectionTo(answer, pages);
    const entering = news.enter(connection);
    for (const notice of arrived(told.slice(0, round))) news.hear(notice);
    await entering.then((room) => news.follow(connection, room)).catch(assertUnbelieved);
    for (const notice of arrived(told.slice(round))) news.hear(notice);
    await new Promise(setImmediate);
    news.stop();
  }
  assert.deepEqual(events.flatMap(textsIn).filter(dirtIn), []);
  requireShowable(events);
}

/** The screen takes all of it, and lines on a pipe can be made of it. */
function requireShowable(events: readonly SessionEvent[]): void {
  let state: State = reduce(initialState, opened);
  for (const event of events) {
    state = reduce(state, { ...event, room });
    const [view] = state.tabs;
    assert.ok(view);
    visibleRows(view, { width: 40, height: 10 });
    jsonOf(event);
  }
}

/** A connection that answers what is asked, and nothing more once it has no more pages. */
function connectionTo(entered: unknown, pages: readonly unknown[]): Connection {
  const left = [...pages];
  const request = async (name: RequestName) => {
    if (name !== "room:enter" && left.length === 0) throw new Unbelieved();
    const answer = requests[name].output.safeParse(name === "room:enter" ? entered : left.shift());
    if (!answer.success) throw new Unbelieved();
    return answer.data;
  };
  // All that news ask of a connection is its answers.
  return { request } as unknown as Connection;
}

/** A client hears only what has the agreed form. */
function arrived(told: Lies["told"]): ArrivedNotice[] {
  return told.flatMap(({ name, payload: raw }) => {
    const payload = notices[name].payload.safeParse(raw);
    // As where it arrives, for a name and its payload.
    return payload.success ? [{ name, payload: payload.data } as ArrivedNotice] : [];
  });
}

class Unbelieved extends Error {}

function assertUnbelieved(error: unknown): void {
  if (!(error instanceof Unbelieved)) throw error;
}

function toldAs(name: NoticeName): fc.Arbitrary<Lies["told"][number]> {
  return believable(notices[name].payload).map((payload) => ({ name, payload }));
}

/** What a host may say so that a client lets it in. */
function believable(schema: Parameters<typeof valuesOf>[0]): fc.Arbitrary<unknown> {
  return valuesOf(schema).filter((raw) => schema.safeParse(raw).success);
}

function enteredAs({ at = 0 }: { at?: number }) {
  const id = "00000000-0000-4000-8000-000000000001";
  return {
    ...{ me: { user: "anu", role: "student" }, epoch: id, head: 1, readableAbove: 0, lastRead: 0 },
    card: {
      ...{ app: "classchat", protocol: 1, version: "1", id: room, name: "physics", title: "" },
      ...{ mentor: null, online: 1 },
    },
    messages: [{ seq: 1, id, from: "ben", role: "student", at, text: "hi" }],
    ...{ present: [], clearedSeq: 0, deleted: [], state: { quiet: null, announcement: null } },
    files: { kinds: "text", maxBytes: 1 },
    ...{ muted: null, desk: null, doubts: [] },
  };
}
