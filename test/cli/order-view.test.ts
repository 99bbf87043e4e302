import assert from "node:assert/strict";
import type { Event } from "classchat/state/events";
import type { RoomView } from "classchat/state/room-view";
import { activeRoom, type State } from "classchat/state/state";
import { countdown, orderWords } from "classchat/ui/countdown";
import { deskRows } from "classchat/ui/desk-view";
import { layoutOf } from "classchat/ui/layout";
import { typingWords } from "classchat/ui/room-lines";
import { after, entered, opened, roomId } from "../support/views.ts";

describe("what the screen shows of a mentor's decisions", () => {
  const room = roomId;
  const window = { columns: 80, rows: 24 };
  const hostile = "\u001b]0;PWNED\u0007\u202eabc";

  const announced = (text: string, by = "mia"): State => {
    const state = { quiet: null, announcement: { text, by, at: 0 } };
    return after(opened, entered(), { type: "state", room, state });
  };

  it("cuts an announcement to three rows, to one where there is little room [C29]", () => {
    const state = announced("word ".repeat(200));
    const { announcement } = layoutOf(state, window);
    assert.equal(announcement.length, 4);
    assert.match(announcement[0] ?? "", /^★ mia: word/u);
    assert.match(announcement[2] ?? "", /…$/u);
    assert.match(announcement[3] ?? "", /^─{80}$/u);
    assert.equal(layoutOf(state, { columns: 20, rows: 6 }).announcement.length, 1);
    assert.deepEqual(layoutOf(after(opened, entered()), window).announcement, []);
  });

  it("counts down in words, and says nothing when it is over [C29]", () => {
    const [second, hour] = [1_000, 3_600_000];
    assert.deepEqual([0, 59 * second, 300 * second, hour + 5 * second, 72 * hour].map(countdown), [
      "0:00",
      "0:59",
      "5:00",
      "1:00:05",
      "3 days",
    ]);
    const view = activeRoom(after(opened, entered({ muted: { by: "mia", endsInMs: 60_000 } })));
    assert.equal(orderWords(view as RoomView, Date.now()), "muted 1:00");
    assert.equal(orderWords(view as RoomView, Date.now() + 61_000), "");
  });

  it("asks above the field, with what answers in sight however long the question is [C30]", () => {
    const asked: Event = {
      type: "asked",
      room,
      question: "Clear these many messages? ".repeat(30),
    };
    for (const size of [window, { columns: 40, rows: 12 }, { columns: 20, rows: 6 }]) {
      const { hint, pane, field, announcement, typing } = layoutOf(
        after(opened, entered(), asked),
        size,
      );
      assert.match(hint.at(-1) ?? "", / {2}y \/ n(?:, then Enter)? $/u);
      const rows = hint.length + pane.height + announcement.length + typing.length;
      assert.equal(rows + (field?.rows.length ?? 0) + 2, size.rows);
      assert.ok(hint.every((row) => row.length < size.columns));
    }
  });

  it("puts who waits for a code first on the desk, in signs and words [C31]", () => {
    const desk = {
      muted: [
        { user: "ben", until: 60_000 },
        { user: "eve", until: null },
        { user: "old", until: -1 },
      ],
      banned: ["mallory"],
      resetRequests: ["anu"],
      disk: "enough" as const,
    };
    const rows = (height: number) =>
      deskRows(desk, { width: 21, height, now: 0, transfers: 0 }).map(({ text }) => text);
    assert.deepEqual(rows(10), [
      " ● waiting for a code",
      " /reset-code anu",
      " ● muted",
      "   ben 1:00",
      "   eve",
      " ● banned",
      "   mallory",
    ]);
    assert.deepEqual(rows(3), [" ● waiting for a code", " /reset-code anu", "   …"]);
    assert.deepEqual(rows(0), []);
  });

  it("says who types, with at most two names", () => {
    assert.deepEqual(
      [[], ["anu"], ["anu", "ben"], ["anu", "ben", "eve", "mia", "zoe"]].map(typingWords),
      ["", "anu is typing", "anu and ben are typing", "anu, ben and 3 more are typing"],
    );
  });

  it("keeps the timeline at rest when somebody begins to type", () => {
    const typing: Event = { type: "typing", room, users: ["ben"] };
    const [before, during] = [after(opened, entered()), after(opened, entered(), typing)];
    assert.deepEqual(layoutOf(before, window).pane, layoutOf(during, window).pane);
  });

  it("lets no text of others act on the terminal", () => {
    const { announcement } = layoutOf(announced(hostile, hostile), window);
    assert.equal(announcement[0], "★ abc: abc");
    assert.equal(typingWords([hostile]), "abc is typing");
    const desk = {
      ...{ muted: [], banned: [hostile], resetRequests: [hostile] },
      disk: "enough" as const,
    };
    const rows = deskRows(desk, { width: 21, height: 9, now: 0, transfers: 0 });
    assert.deepEqual([rows[1]?.text, rows[3]?.text], [" /reset-code abc", "   abc"]);
  });
});
