import assert from "node:assert/strict";
import { emptyEdit, insert } from "classchat/input/editor";
import type { Event } from "classchat/state/events";
import { answer, newForm, withEdit } from "classchat/state/form";
import { Model } from "classchat/state/model";
import { unreadOf } from "classchat/state/room-view";
import { activeRoom, reduce, type State, tabIds } from "classchat/state/state";
import { eventually } from "../support/eventually.ts";
import { after, entered, messageOf, messagesOf, opened, roomId } from "../support/views.ts";

describe("the state of the screen", () => {
  const room = roomId;
  const seqs = (state: State) => activeRoom(state)?.messages.map(({ seq }) => seq);
  const received = (...numbers: number[]): Event => ({
    type: "received",
    room,
    messages: numbers.map((seq) => messageOf(seq)),
  });

  it("keeps messages in the order of the host, each once", () => {
    const state = after(opened, entered({ messages: messagesOf(3, 4) }), received(4, 5));
    assert.deepEqual(seqs(state), [3, 4, 5]);
    const older = reduce(state, {
      type: "older",
      room,
      messages: messagesOf(1, 3),
      complete: true,
    });
    assert.deepEqual(seqs(older), [1, 2, 3, 4, 5]);
    assert.equal(activeRoom(older)?.complete, true);
  });

  it("keeps a long day at hand as far as is of use, and what is read now [C78]", () => {
    const day = [opened, entered({ messages: messagesOf(1, 20_000) })];
    const ends = (state: State) => [seqs(state)?.[0], seqs(state)?.at(-1)];
    assert.deepEqual(ends(after(...day)), [1, 20_000]);
    const long = after(...day, received(20_001));
    assert.deepEqual(ends(long), [10_002, 20_001]);
    assert.equal(activeRoom(long)?.complete, false);
    const read: Event = { type: "scrolled", room, anchor: { seq: 5, below: 0 } };
    assert.deepEqual(ends(after(...day, read, received(20_001))), [1, 20_001]);
    const waits: Event = { type: "olderAsked", room };
    assert.deepEqual(ends(after(...day, waits, received(20_001))), [1, 20_001]);
    const back: Event = {
      type: "older",
      room,
      messages: messagesOf(9_902, 10_001),
      complete: false,
    };
    assert.deepEqual(ends(reduce(long, back)), [9_902, 20_001]);
  });

  it("knows that there is nothing older than what may be read", () => {
    const complete = (readableAbove: number) =>
      activeRoom(after(opened, entered({ readableAbove, messages: messagesOf(11, 12) })))?.complete;
    assert.equal(complete(10), true);
    assert.equal(complete(9), false);
  });

  it("forgets what a replaced log held, and says so", () => {
    const state = after(
      opened,
      entered({ messages: messagesOf(1, 9) }),
      entered({ messages: messagesOf(1, 2), restarted: true }),
    );
    assert.deepEqual(seqs(state), [1, 2]);
    assert.match(activeRoom(state)?.notes[0]?.text ?? "", /restored/u);
  });

  it("counts as unread what others said out of sight", () => {
    const other = { ...opened, room: "zzzzzzzzzzzz" };
    const hidden = after(
      opened,
      entered(),
      other,
      { type: "switched", room: other.room },
      received(1, 2),
    );
    const mine = { ...messageOf(3), from: "anu" };
    const state = reduce(hidden, { type: "received", room, messages: [mine] });
    assert.equal(state.tabs[0] && unreadOf(state.tabs[0]), 2);
    const back = reduce(state, { type: "switched", room });
    assert.equal(back.tabs[0] && unreadOf(back.tabs[0]), 0);
  });

  it("counts what comes below while the user reads further up", () => {
    const scrolled: Event = { type: "scrolled", room, anchor: { seq: 1, below: 0 } };
    const state = after(opened, entered({ messages: messagesOf(1, 5) }), scrolled, received(6, 7));
    assert.equal(state.tabs[0] && unreadOf(state.tabs[0]), 2);
  });

  it("marks where the last visit ended, and only if something was missed", () => {
    const since = (lastRead: number) =>
      activeRoom(after(opened, entered({ lastRead, messages: messagesOf(1, 5) })))?.newSince;
    assert.equal(since(3), 3);
    assert.equal(since(5), undefined);
    assert.equal(since(0), undefined);
  });

  it("opens the first tab in front and later ones behind it", () => {
    const other = { ...opened, room: "zzzzzzzzzzzz" };
    const state = after(opened, other);
    assert.equal(state.active, room);
    assert.deepEqual(tabIds(state), [room, other.room]);
    assert.equal(reduce(state, { type: "left", room }).active, other.room);
    assert.equal(after(opened, { type: "left", room }).active, "rooms");
  });

  it("shows who is here, each once", () => {
    const ben = { user: "ben", role: "student" } as const;
    const state = after(
      opened,
      entered({ present: [ben] }),
      { type: "presence", room, joined: [ben, { user: "eve", role: "student" }], left: [] },
      { type: "presence", room, joined: [], left: ["eve"] },
    );
    assert.deepEqual(activeRoom(state)?.present, [ben]);
  });

  it("puts a refusal under the field that is to blame, in the words of the table", () => {
    const refusal = (event: Partial<Extract<Event, { type: "formRefused" }>>) => {
      const refused = { type: "formRefused", room, code: "wrong-password", ...event } as const;
      return activeRoom(after(opened, { type: "signInAsked", room }, refused))?.form?.refusal;
    };
    assert.equal(refusal({})?.row, "password");
    assert.equal(refusal({ code: "slow-down", field: "login" })?.row, "login");
    assert.match(refusal({ code: "slow-down", retryAfterMs: 1_500 })?.text ?? "", /a while.*2 s/u);
    assert.equal(refusal({ code: "busy", field: "elsewhere" })?.row, "login");
  });

  it("keeps what was typed when the question comes again", () => {
    const form = withEdit(newForm("register"), "user", insert(emptyEdit, "anu"));
    const state = after(
      opened,
      { type: "signInAsked", room },
      { type: "formEdited", room, form },
      { type: "signInAsked", room },
    );
    const kept = activeRoom(state)?.form;
    assert.equal(kept && answer(kept, "user"), "anu");
    assert.equal(kept?.kind, "register");
  });

  it("takes the form away when the room is entered", () => {
    assert.equal(
      activeRoom(after(opened, { type: "signInAsked", room }, entered()))?.form,
      undefined,
    );
  });

  it("tells of keys at once and gathers what arrives", async () => {
    const model = new Model();
    let told = 0;
    model.subscribe(() => told++);
    model.dispatch(opened);
    assert.equal(told, 1);
    for (let seq = 1; seq <= 20; seq++) model.dispatch(received(seq));
    assert.equal(told, 1);
    await eventually(() => assert.equal(told, 2));
    assert.equal(seqs(model.get())?.length, 20);
  });

  it("keeps the order of what arrives and what else happens", () => {
    const model = new Model();
    model.dispatch(opened);
    for (const seq of [1, 2, 3]) model.dispatch(received(seq));
    model.dispatch({ type: "deleted", room, seq: 2, by: "mia" });
    for (const seq of [4, 2, 5]) model.dispatch(received(seq));
    assert.deepEqual(seqs(model.get()), [1, 3, 4, 5]);
  });

  it("draws files on their way at most four times a second, and keeps no message waiting for it [C35]", async () => {
    const model = new Model();
    model.dispatch(opened);
    const lateness: boolean[] = [];
    let isLate = false;
    model.subscribe(() => lateness.push(isLate));
    const progress = (done: number) => {
      const sent = { id: "1", way: "send", name: "a.txt", size: 99, done, startedAt: 0 } as const;
      model.dispatch({ type: "progress", room, transfer: { ...sent, state: "running" } });
    };
    const lateAfter = (ms: number) => {
      isLate = false;
      return setTimeout(() => {
        isLate = true;
      }, ms);
    };
    lateAfter(240);
    for (let done = 1; done <= 20; done++) progress(done);
    await eventually(() => assert.deepEqual(lateness, [true]));
    assert.equal(activeRoom(model.get())?.files.transfers[0]?.done, 20);
    const timer = lateAfter(240);
    progress(21);
    model.dispatch(received(1));
    await eventually(() => assert.deepEqual(lateness, [true, false]));
    clearTimeout(timer);
  });
});
