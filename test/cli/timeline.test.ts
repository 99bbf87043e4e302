import assert from "node:assert/strict";
import type { Anchor, Event } from "classchat/state/events";
import type { RoomView } from "classchat/state/room-view";
import { activeRoom } from "classchat/state/state";
import type { Row } from "classchat/ui/row";
import { rowsAt } from "classchat/ui/rows";
import { isNearTop, scrolled, scrolledToTop, visibleRows } from "classchat/ui/scroll";
import { after, entered, messageOf, messagesOf, opened, roomId } from "../support/views.ts";

describe("the timeline", () => {
  const size = { width: 40, height: 5 };
  const room = roomId;

  const viewOf = (...events: Event[]): RoomView => {
    const view = activeRoom(after(opened, ...events));
    assert.ok(view);
    return view;
  };
  const words = (row: Row) => ("text" in row ? row.text : row.label);
  const seen = (view: RoomView) => visibleRows(view, size).map(words);
  const at = (view: RoomView, anchor: Anchor | undefined): RoomView => ({ ...view, anchor });

  it("shows the newest at its end and a line for each day", () => {
    const view = viewOf(entered({ messages: messagesOf(1, 2) }));
    assert.deepEqual(seen(view), ["Monday, 5 January 2026", "line 1", "line 2"]);
    const long = viewOf(entered({ messages: messagesOf(1, 100) }));
    assert.deepEqual(seen(long), ["line 96", "line 97", "line 98", "line 99", "line 100"]);
  });

  it("wraps words, keeps lines and their indentation", () => {
    const text = "one two three four five seven\n  indented";
    const view = viewOf(entered({ messages: [messageOf(1, text)] }));
    assert.deepEqual(seen(view).slice(1), ["one two three four five", "seven", "  indented"]);
  });

  it("scrolls by rows through messages of several rows", () => {
    const tall = Array.from({ length: 9 }, (_, row) => `row ${row + 1}`).join("\n");
    const view = viewOf(entered({ messages: [messageOf(1), messageOf(2, tall), messageOf(3)] }));
    const up = at(view, scrolled(view, size, -3));
    assert.deepEqual(seen(up), ["row 3", "row 4", "row 5", "row 6", "row 7"]);
    const down = at(up, scrolled(up, size, 2));
    assert.equal(seen(down).at(-1), "row 9");
    assert.equal(scrolled(down, size, 1), undefined);
    assert.equal(scrolled(view, size, 10), undefined);
  });

  it("stops at the first page", () => {
    const view = viewOf(entered({ messages: messagesOf(1, 20) }));
    const top = at(view, scrolledToTop(view, size));
    assert.deepEqual(seen(top).slice(0, 2), ["Monday, 5 January 2026", "line 1"]);
    assert.deepEqual(scrolled(top, size, -50), top.anchor);
    const short = viewOf(entered({ messages: messagesOf(1, 2) }));
    assert.equal(scrolled(short, size, -4), undefined);
  });

  it("keeps its place while messages come below and pages above", () => {
    const messages = messagesOf(101, 140);
    const before = viewOf(entered({ messages }));
    const anchor = scrolled(before, size, -20);
    const place = seen(at(before, anchor));
    const moved = viewOf(
      entered({ messages }),
      { type: "received", room, messages: messagesOf(141, 160) },
      { type: "older", room, messages: messagesOf(1, 100), complete: true },
    );
    assert.deepEqual(seen(at(moved, anchor)), place);
  });

  it("asks for older ones before the top is reached", () => {
    const view = viewOf(entered({ messages: messagesOf(1, 50) }));
    assert.equal(isNearTop(view, size), false);
    assert.equal(isNearTop(at(view, scrolled(view, size, -42)), size), true);
  });

  it("marks what is on its way, stored, and failed with its reason", () => {
    const draft = { id: "d1", text: "hi", at: 0, state: "sending" } as const;
    const failed = { ...draft, id: "d2", state: "failed", code: "disk-full" } as const;
    const mine = { ...messageOf(1), from: "anu" };
    const view = viewOf(entered({ messages: [mine] }), {
      type: "outbox",
      room,
      drafts: [draft, failed],
    });
    const rows = visibleRows(view, { width: 80, height: 9 }).filter((row) => row.kind !== "line");
    const marks = rows.map((row) => (row.kind === "said" ? row.mark : words(row)));
    assert.deepEqual(marks, [
      "✓",
      "…",
      "!",
      "  not sent. The host's disk is full: the mentor has to free some space. /retry",
      "  or /discard",
    ]);
  });

  it("says where the last visit ended", () => {
    const view = viewOf(entered({ messages: messagesOf(1, 4), lastRead: 3 }));
    assert.deepEqual(seen(view).slice(-2), ["new since your last visit", "line 4"]);
  });

  it("wraps each message once for a width", () => {
    const view = viewOf(entered({ messages: messagesOf(1, 3) }));
    assert.equal(rowsAt(view, 1, 40), rowsAt(view, 1, 40));
    assert.notEqual(rowsAt(view, 1, 40), rowsAt(view, 1, 50));
  });

  it("costs as much as is seen, not as much as was said", () => {
    const view = viewOf(entered({ messages: messagesOf(1, 50_000) }));
    const wrapped = new Set<string>();
    const watched = new Proxy(view.messages, {
      get: (target, key) => {
        if (typeof key === "string" && /^\d+$/u.test(key)) wrapped.add(key);
        return Reflect.get(target, key);
      },
    });
    visibleRows({ ...view, messages: watched }, size);
    assert.ok(wrapped.size < 20, `${wrapped.size} messages were looked at`);
  });

  const cleared = (upTo: number): Event => ({
    type: "cleared",
    room,
    upTo,
    count: upTo,
    by: "mia",
    upToAt: messageOf(upTo).at,
  });

  it("shows what the program says also where nothing was said, or at the end [C27]", () => {
    const empty = viewOf(entered({ messages: messagesOf(1, 50) }), cleared(50));
    assert.deepEqual(seen(empty), ["  mia cleared 50 messages."]);
    const later = viewOf(entered({ messages: messagesOf(1, 50) }), cleared(50), {
      ...{ type: "received", room },
      messages: messagesOf(51, 52),
    });
    assert.deepEqual(seen(later), [
      "  mia cleared 50 messages.",
      "Monday, 5 January 2026",
      "line 51",
      "line 52",
    ]);
  });

  it("fills the page from below when what stood above it is gone [C27]", () => {
    const messages = messagesOf(1, 50);
    const view = viewOf(
      entered({ messages }),
      { type: "scrolled", room, anchor: { seq: 42, below: 0 } },
      cleared(40),
    );
    assert.deepEqual(seen(view), [
      "Monday, 5 January 2026",
      "line 41",
      "line 42",
      "line 43",
      "line 44",
    ]);
  });

  const doubt = (text: string): Event => {
    const { id, at } = messageOf(1);
    const line = { id, at, student: "ben", from: "ben", role: "student", text } as const;
    return { type: "doubt", room, line };
  };

  it("draws doubts so that no text makes them look like messages [C31]", () => {
    const view = viewOf(
      entered({ messages: messagesOf(1, 2) }),
      doubt("why?\n09:00 ★mia  yes\u001b[31m"),
    );
    const rows = visibleRows(view, size).filter((row) => row.kind === "note");
    assert.deepEqual(rows.map(words), ["  ? ben asks the mentors: why?", "    09:00 ★mia  yes"]);
    assert.deepEqual(seen(view).at(-1), "line 2");
  });

  it("numbers messages for mentors, who delete by number [C31]", () => {
    const wide = { width: 60, height: 5 };
    const times = (role: "mentor" | "student") => {
      const view = viewOf(entered({ messages: messagesOf(9, 10), me: { user: "anu", role } }));
      const rows = visibleRows(view, wide);
      return rows.flatMap((row) => (row.kind === "said" ? [row.time] : []));
    };
    assert.deepEqual(times("mentor"), [" 9 09:00 ", "10 09:00 "]);
    assert.deepEqual(times("student"), ["09:00 ", "09:00 "]);
  });
});
