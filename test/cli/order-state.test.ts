import assert from "node:assert/strict";
import type { DoubtLine } from "@classchat/core";
import { emptyEdit } from "classchat/input/editor";
import type { Event } from "classchat/state/events";
import { heldBy, type RoomView, unreadOf } from "classchat/state/room-view";
import { activeRoom, reduce } from "classchat/state/state";
import { after, entered, messageOf, messagesOf, opened, roomId } from "../support/views.ts";

describe("the state of a room under a mentor's hand", () => {
  const room = roomId;
  const viewAfter = (...events: Event[]): RoomView => {
    const view = activeRoom(after(opened, ...events));
    assert.ok(view);
    return view;
  };
  const seqs = ({ messages }: RoomView) => messages.map(({ seq }) => seq);
  const notes = (view: RoomView) => view.notes.map(({ text }) => text);
  const cleared = (upTo: number, count = upTo, upToAt = messageOf(upTo).at): Event => {
    return { type: "cleared", room, upTo, count, by: "mia", upToAt };
  };
  const deleted = (seq: number): Event => ({ type: "deleted", room, seq, by: "mia" });
  const scrolledTo = (seq: number): Event => {
    return { type: "scrolled", room, anchor: { seq, below: 1 } };
  };
  const older = (first: number, last: number): Event => {
    return { type: "older", room, messages: messagesOf(first, last), complete: false };
  };
  const lesson = entered({ messages: messagesOf(41, 60), lastRead: 45 });

  it("is empty after a clear, and one line says who did it [C27]", () => {
    const view = viewAfter(lesson, cleared(60, 42));
    assert.deepEqual(seqs(view), []);
    assert.deepEqual(notes(view), ["mia cleared 42 messages."]);
    assert.equal(view.complete, true, "there is something older to ask for");
    assert.equal(unreadOf(view), 0);
  });

  it("keeps what a clear leaves, and asks for nothing above it [C27]", () => {
    const view = viewAfter(lesson, cleared(50), {
      type: "received",
      room,
      messages: [messageOf(61)],
    });
    assert.deepEqual(seqs(view), [51, 52, 53, 54, 55, 56, 57, 58, 59, 60, 61]);
    assert.equal(view.complete, true);
    assert.equal(viewAfter(lesson, cleared(20)).complete, false);
  });

  it("lets nothing back in that was on its way [C27]", () => {
    const view = viewAfter(lesson, cleared(50), deleted(55), older(21, 40), {
      type: "received",
      room,
      messages: messagesOf(49, 56),
    });
    assert.deepEqual(seqs(view), [51, 52, 53, 54, 56, 57, 58, 59, 60]);
  });

  it("takes away one message and leaves its place to a line [C27]", () => {
    const view = viewAfter(lesson, deleted(50));
    assert.ok(!seqs(view).includes(50));
    assert.deepEqual(view.notes[0], { id: 1, after: 50, text: "mia deleted message 50." });
    assert.equal(view.complete, false);
  });

  it("stays where one reads if that is left, else goes to what is near [C27]", () => {
    const anchorAfter = (...events: Event[]) => viewAfter(lesson, scrolledTo(50), ...events).anchor;
    assert.deepEqual(anchorAfter(deleted(45)), { seq: 50, below: 1 });
    assert.deepEqual(anchorAfter(cleared(45)), { seq: 50, below: 1 });
    assert.deepEqual(anchorAfter(deleted(50)), { seq: 49, below: 0 });
    assert.equal(anchorAfter(cleared(50)), undefined);
    assert.equal(anchorAfter(cleared(60)), undefined);
  });

  it("loses at the return what was taken away meanwhile [C27]", () => {
    const back = entered({ messages: messagesOf(61, 62), clearedSeq: 55, deleted: [58], head: 62 });
    const view = viewAfter(lesson, { type: "scrolled", room, anchor: undefined }, back);
    assert.deepEqual(seqs(view), [56, 57, 59, 60, 61, 62]);
    assert.equal(view.complete, true);
    assert.deepEqual(notes(view), [
      "While you were away, a mentor took messages out of this room.",
    ]);
    assert.deepEqual(notes(viewAfter(entered({ clearedSeq: 55, deleted: [58] }))), []);
  });

  it("counts as unread only what is left [C27]", () => {
    const view = viewAfter(lesson, scrolledTo(42), {
      ...{ type: "received", room },
      messages: messagesOf(61, 64),
    });
    assert.equal(unreadOf(view), 4);
    const state = after(opened, lesson, scrolledTo(42), {
      ...{ type: "received", room },
      messages: messagesOf(61, 64),
    });
    const left = activeRoom(reduce(state, deleted(62)));
    assert.equal(left && unreadOf(left), 3);
  });

  const quiet = (endsInMs: number | null): Event => {
    const announcement = { text: "Friday", by: "mia", at: 0 };
    return { type: "state", room, state: { quiet: { by: "mia", endsInMs }, announcement } };
  };
  const mentor = { me: { user: "anu", role: "mentor" } } as const;

  it("counts what remains from the moment in which it is told [C29]", () => {
    const before = Date.now();
    const until = viewAfter(entered(), quiet(5_000)).order.quiet?.until ?? 0;
    assert.ok(until >= before + 5_000 && until <= Date.now() + 5_000);
    assert.equal(viewAfter(entered(), quiet(null)).order.quiet?.until, null);
  });

  it("holds students while the room is quiet, until that ends by itself [C28]", () => {
    const view = viewAfter(entered(), quiet(5_000));
    assert.equal(heldBy(view, Date.now())?.why, "quiet");
    assert.equal(heldBy(view, Date.now() + 6_000), undefined);
    assert.equal(heldBy(viewAfter(entered(), quiet(null)), Date.now() + 1e12)?.why, "quiet");
    assert.equal(heldBy(viewAfter(entered(mentor), quiet(null)), Date.now()), undefined);
  });

  it("holds who is muted, until that ends or is taken back [C28]", () => {
    const mute: Event = { type: "muted", room, muted: { by: "mia", endsInMs: 5_000 } };
    const view = viewAfter(entered(), mute);
    assert.equal(heldBy(view, Date.now())?.why, "muted");
    assert.equal(heldBy(view, Date.now() + 6_000), undefined);
    const free = viewAfter(entered(), mute, { type: "muted", room, muted: null });
    assert.equal(heldBy(free, Date.now()), undefined);
    assert.equal(
      heldBy(viewAfter(entered({ muted: { by: null, endsInMs: 9_000 } })), Date.now())?.why,
      "muted",
    );
  });

  const desk = {
    muted: [{ user: "ben", endsInMs: null }],
    banned: ["mallory"],
    resetRequests: [{ user: "eve", at: 0 }],
    disk: "enough" as const,
  };

  it("gives a desk to mentors, and takes it from who is one no longer [C31]", () => {
    const view = viewAfter(entered({ ...mentor, desk }));
    assert.deepEqual(view.order.desk, {
      muted: [{ user: "ben", until: null }],
      banned: ["mallory"],
      resetRequests: ["eve"],
      disk: "enough",
    });
    const demoted = viewAfter(entered({ ...mentor, desk }), {
      ...{ type: "role", room },
      member: { user: "anu", role: "student" },
    });
    assert.equal(demoted.order.desk, undefined);
    assert.equal(demoted.me?.role, "student");
    assert.deepEqual(notes(demoted), ["You are no longer a mentor."]);
  });

  it("shows a new role in the list of who is here", () => {
    const present = [{ user: "ben", role: "student" }] as const;
    const view = viewAfter(entered({ present }), {
      ...{ type: "role", room },
      member: { user: "ben", role: "mentor" },
    });
    assert.deepEqual(view.present, [{ user: "ben", role: "mentor" }]);
    assert.deepEqual(notes(view), ["ben is now a mentor."]);
  });

  const doubt = (seq: number, student: string, from = student): DoubtLine => {
    const { id, at } = messageOf(seq);
    return {
      id,
      student,
      from,
      role: from === student ? "student" : "mentor",
      at,
      text: `about ${seq}`,
    };
  };

  it("puts doubts where they were asked, also when older messages come later [C31]", () => {
    const doubts = [doubt(30, "anu"), doubt(30, "anu", "mia"), doubt(50, "anu")];
    const view = viewAfter(entered({ messages: messagesOf(41, 60), doubts }), older(21, 40));
    assert.deepEqual(
      view.notes.map(({ after, text }) => [after, text]),
      [
        [30, "? you ask the mentors: about 30"],
        [30, "› mia answers you: about 30"],
        [50, "? you ask the mentors: about 50"],
      ],
    );
  });

  it("shows nobody's doubts to who signs in next at the same computer [C31]", () => {
    const next = entered({ me: { user: "ben", role: "student" } });
    const view = viewAfter(entered({ doubts: [doubt(1, "anu")] }), next);
    assert.deepEqual(notes(view), []);
  });

  it("leaves nothing of one account to another one that enters in its place [C11]", () => {
    const typed = { ...emptyEdit, text: "my diary", cursor: 8 };
    const mine = entered({
      ...mentor,
      ...{ messages: messagesOf(1, 60), lastRead: 45, desk, doubts: [doubt(1, "eve")] },
      muted: { by: "mia", endsInMs: null },
    });
    const field: Event = { type: "edited", room, field: typed };
    const events = [mine, deleted(50), scrolledTo(42), said(doubt(2, "eve")), field];
    assert.ok(viewAfter(...events).doubtsBelow > 0);
    const next = entered({
      me: { user: "ben", role: "student" },
      ...{ messages: messagesOf(58, 59), readableAbove: 57, head: 60, deleted: [50] },
    });
    const view = viewAfter(...events, next);
    assert.deepEqual(view, viewAfter(next));
    assert.deepEqual(seqs(view), [58, 59]);
  });

  it("takes from view what was for a mentor's eyes, when one is no mentor any more [C19]", () => {
    const role = (role: "mentor" | "student"): Event => {
      return { type: "role", room, member: { user: "anu", role } };
    };
    const demoted = viewAfter(entered({ ...mentor, doubts: [doubt(1, "eve")] }), role("student"));
    assert.deepEqual(notes(demoted), ["You are no longer a mentor."]);
    const back = viewAfter(
      entered({ ...mentor, doubts: [doubt(1, "eve")] }),
      entered({ doubts: [doubt(2, "anu")] }),
    );
    assert.deepEqual(notes(back), ["? you ask the mentors: about 2"]);
  });

  it("counts doubts of others until they were on the screen [C31]", () => {
    const away: Event = { type: "helpShown", shown: true };
    const asked = after(
      opened,
      entered(mentor),
      away,
      said(doubt(1, "ben")),
      said(doubt(2, "anu")),
    );
    assert.equal(activeRoom(asked)?.doubtsBelow, 1);
    const seen = reduce(asked, { type: "helpShown", shown: false });
    assert.equal(activeRoom(seen)?.doubtsBelow, 0);
    assert.equal(viewAfter(lesson, scrolledTo(50), said(doubt(1, "anu", "mia"))).doubtsBelow, 1);
    const back = entered({ messages: [], head: 60, doubts: [doubt(3, "anu", "mia")] });
    assert.equal(viewAfter(lesson, scrolledTo(50), back).doubtsBelow, 1);
  });

  it("forgets what it said to a guest when that one is in", () => {
    const hint: Event = { type: "hinted", room, text: "You are signed out.", tone: "info" };
    const asked: Event = { type: "signInAsked", room };
    assert.equal(after(opened, entered(), asked, hint, entered()).hint, undefined);
    assert.equal(after(opened, entered(), hint, entered()).hint?.text, "You are signed out.");
  });

  const said = (line: DoubtLine): Event => ({ type: "doubt", room, line });

  it("says to mentors whose doubt it is [C31]", () => {
    const view = viewAfter(entered(mentor), said(doubt(1, "ben")), said(doubt(2, "ben", "mia")));
    assert.deepEqual(notes(view), [
      "? ben asks the mentors: about 1",
      "› mia answers ben: about 2",
    ]);
  });

  it("loses the doubts that a clear took with it, and no later ones [C27]", () => {
    const asked = [doubt(2, "anu"), doubt(5, "anu"), doubt(6, "anu")];
    const before = entered({ messages: messagesOf(1, 5), doubts: asked });
    const line = "mia cleared 5 messages.";
    const later = "? you ask the mentors: about 6";
    assert.deepEqual(notes(viewAfter(before, cleared(5))), [later, line]);
    const all = cleared(5, 5, messageOf(7).at);
    assert.deepEqual(notes(viewAfter(before, all)), [line]);
    assert.deepEqual(notes(viewAfter(before, all, said(doubt(8, "anu")))), [
      line,
      "? you ask the mentors: about 8",
    ]);
  });

  it("has at the return the doubts that a clear meanwhile has left [C27]", () => {
    const before = entered({ messages: messagesOf(1, 5), doubts: [doubt(2, "anu")] });
    const back = entered({ clearedSeq: 5, head: 5, doubts: [doubt(6, "anu")] });
    assert.deepEqual(notes(viewAfter(before, back)), [
      "While you were away, a mentor took messages out of this room.",
      "? you ask the mentors: about 6",
    ]);
  });

  it("knows who types until that is told otherwise, or they have said it", () => {
    const typing: Event = { type: "typing", room, users: ["anu", "ben", "eve"] };
    const typed = viewAfter(entered(), typing);
    assert.deepEqual(typed.typing, ["ben", "eve"]);
    const said = viewAfter(entered(), typing, { type: "received", room, messages: [messageOf(1)] });
    assert.deepEqual(said.typing, ["eve"]);
    const offline = { state: "offline", retryAt: 0 } as const;
    assert.deepEqual(
      viewAfter(entered(), typing, { type: "connection", room, connection: offline }).typing,
      [],
    );
  });

  it("lets nothing that was said before hide the way back [C20]", () => {
    const hint: Event = { type: "hinted", room, text: "Asked the mentors.", tone: "info" };
    const connection = { state: "refused", code: "kicked" } as const;
    const out: Event = { type: "connection", room, connection };
    assert.equal(after(opened, entered(), hint, out).hint, undefined);
    const elsewhere: Event = { ...opened, room: "zzzzzzzzzzzz" };
    const inOther = after(elsewhere, opened, entered(), hint, out);
    assert.equal(inOther.hint?.text, "Asked the mentors.");
  });

  it("says in words that one was put out, once however often one tries to come back", () => {
    const connection = { state: "refused", code: "kicked" } as const;
    const out: Event = { type: "connection", room, connection };
    const view = viewAfter(entered(), out, out);
    assert.deepEqual(notes(view), ["A mentor has put you out of this room."]);
  });

  it("asks who sends nearly too fast to slow down", () => {
    assert.match(
      after(opened, entered(), { type: "floodWarned", room }).hint?.text ?? "",
      /^Slower/u,
    );
  });
});
