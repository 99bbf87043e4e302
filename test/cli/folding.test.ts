import assert from "node:assert/strict";
import type { Actions } from "classchat/state/actions";
import type { Event } from "classchat/state/events";
import { Model } from "classchat/state/model";
import { activeRoom } from "classchat/state/state";
import { layoutNow } from "classchat/ui/desk";
import { press } from "classchat/ui/keyboard";
import { visibleRows } from "classchat/ui/scroll";
import { entered, messageOf, messagesOf, opened, roomId as room } from "../support/views.ts";

describe("long messages", () => {
  const long = (rows: number) =>
    Array.from({ length: rows }, (_, row) => `row ${row + 1}`).join("\n");

  const deskAfter = (...events: Event[]) => {
    const submitted: string[] = [];
    const submit: Actions["submit"] = (_, line) => void submitted.push(line);
    const actions = { submit, typing: () => {} } as Partial<Actions> as Actions;
    const model = new Model();
    for (const event of [opened, ...events]) model.dispatch(event);
    const desk = { model, actions, window: { columns: 80, rows: 24 } };
    const view = () => {
      const view = activeRoom(model.get());
      assert.ok(view);
      return view;
    };
    const seen = () =>
      visibleRows(view(), layoutNow(desk).pane).map((row) =>
        "text" in row ? row.text : row.label,
      );
    const key = (...chords: string[]) => {
      for (const chord of chords) press(desk, { chord });
    };
    const say = (text: string) => {
      press(desk, { text });
      key("enter");
    };
    return { desk, model, submitted, view, seen, key, say };
  };
  const told = (...texts: string[]): Event =>
    entered({ messages: texts.map((text, index) => messageOf(index + 1, text)) });

  it("are shown whole up to 12 rows, and folded to 10 above that [C43]", () => {
    assert.equal(deskAfter(told(long(12))).seen().length, 13);
    const { desk, seen } = deskAfter(told(long(41), "short"));
    desk.window = { columns: 100, rows: 24 };
    const rows = seen();
    assert.deepEqual(rows.slice(1, 11), long(10).split("\n"));
    assert.deepEqual(rows.slice(11), ["… 31 more rows: /open 1, or Tab and Enter", "short"]);
  });

  it("say how they are opened as far as there is room [C43]", () => {
    const { desk, seen } = deskAfter(told(long(41)));
    const lastAt = (columns: number) => {
      desk.window = { columns, rows: 24 };
      return seen().at(-1);
    };
    assert.deepEqual([50, 40, 24, 20].map(lastAt), [
      "… 31 more rows: /open 1",
      "… 31 more rows: /open 1",
      "… /open 1",
      "… /open 1",
    ]);
  });

  it("are marked by Tab, and Enter shows them from their beginning on [C43]", () => {
    const { desk, seen, key, view } = deskAfter(told("before", long(41), "after"));
    key("tab");
    assert.deepEqual(layoutNow(desk).hint, ["Enter shows all of message 2   Esc: no"]);
    key("enter");
    assert.equal(seen()[0], "row 1");
    assert.deepEqual(layoutNow(desk).hint, ["/open 2 folds it again."]);
    assert.equal(view().files.marked, undefined);
    key("ctrl+end");
    assert.deepEqual(seen().slice(-2), ["row 41", "after"]);
  });

  it("are let go of on Esc, and by what is typed [C43]", () => {
    const { desk, key, view, submitted, say } = deskAfter(told(long(41)));
    key("tab", "escape", "enter");
    assert.equal(view().unfolded.size, 0);
    key("tab");
    say("hello");
    assert.deepEqual([submitted, view().unfolded.size], [["hello"], 0]);
    assert.deepEqual(layoutNow(desk).hint, []);
  });

  it("open and fold by their number, and the lowest in sight without one [C43]", () => {
    const { seen, say, key, view, submitted } = deskAfter(told(long(20), long(20), "after"));
    say("/open");
    assert.deepEqual([...view().unfolded], [2]);
    say("/open 1");
    assert.deepEqual([...view().unfolded], [2, 1]);
    assert.equal(seen()[0], "Monday, 5 January 2026");
    say("/open 2");
    say("/open 1");
    assert.equal(view().unfolded.size, 0);
    key("ctrl+end");
    assert.deepEqual(seen().slice(-2), ["… 10 more rows: /open 2", "after"]);
    assert.deepEqual(submitted, []);
  });

  it("leave the place where one is when there is nothing to open [C43]", () => {
    const { desk, key, say, view } = deskAfter(entered({ messages: messagesOf(1, 100) }));
    key("pageup");
    const { anchor } = view();
    say("/open 7");
    assert.deepEqual(layoutNow(desk).hint, ["Message 7 is not here, or is not a long one."]);
    say("/open");
    assert.match(layoutNow(desk).hint.join(" "), /^No long message is in sight/u);
    assert.deepEqual(view().anchor, anchor);
  });

  it("are whole where the host refused them [C43]", () => {
    const draft = { id: "d1", text: long(20), at: 0 } as const;
    const rows = (...drafts: Extract<Event, { type: "outbox" }>["drafts"]) =>
      deskAfter(told(), { type: "outbox", room, drafts }).seen();
    assert.equal(rows({ ...draft, state: "sending" }).at(-1), "… 10 more rows");
    const failed = rows({ ...draft, state: "failed", code: "disk-full" });
    assert.ok(failed.includes("row 20"));
  });
});
