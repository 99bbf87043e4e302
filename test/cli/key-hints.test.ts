import assert from "node:assert/strict";
import { insert } from "classchat/input/editor";
import type { Event } from "classchat/state/events";
import { forms } from "classchat/state/form-shapes";
import { activeRoom } from "classchat/state/state";
import { formHints, hintsThatFit, possibleNow } from "classchat/ui/key-hints";
import { layoutOf } from "classchat/ui/layout";
import { visibleRows } from "classchat/ui/scroll";
import { statusParts } from "classchat/ui/status-view";
import { after, entered, messageOf, messagesOf, opened, roomId } from "../support/views.ts";

const window = { columns: 80, rows: 20 };

describe("the hints in the status line", () => {
  const hintsAfter = (...events: Event[]) => {
    const state = after(opened, ...events);
    return possibleNow(state, layoutOf(state, window));
  };
  const typed = (text: string): Event => {
    const field = activeRoom(after(opened))?.field;
    assert.ok(field);
    return { type: "edited", room: roomId, field: insert(field, text) };
  };
  const file = { id: "0".repeat(32), name: "notes.txt", size: 12, sha256: "0".repeat(64) };
  const aFile = { ...messageOf(1), file };
  const waiting: Event = entered({
    me: { user: "anu", role: "mentor" },
    desk: { muted: [], banned: [], resetRequests: [{ user: "kim", at: 1 }], disk: "enough" },
  });

  it("name /help while nothing is typed, and Tab where a file is in sight [C54]", () => {
    assert.deepEqual(hintsAfter(entered()), ["/help"]);
    assert.deepEqual(hintsAfter(entered({ messages: [aFile] })), ["Tab: files", "/help"]);
    const below = messagesOf(2, 40);
    assert.deepEqual(hintsAfter(entered({ messages: [aFile, ...below] })), ["/help"]);
  });

  it("go by what is typed [C54]", () => {
    assert.deepEqual(hintsAfter(entered(), typed("so")), ["Ctrl+J: new line"]);
    const name = hintsAfter(entered(), typed("ask @be"));
    assert.deepEqual(name, ["Tab: complete", "Ctrl+J: new line"]);
    const commands = hintsAfter(entered(), typed("/"));
    assert.deepEqual(commands, ["↑ ↓: choose", "Tab: take", "Esc: close"]);
    assert.deepEqual(hintsAfter(entered(), typed("/mute ")), ["Tab: complete"]);
  });

  it("are the keys of a question as long as one is asked [C54]", () => {
    const asked: Event = { type: "asked", room: roomId, question: "Sure?" };
    const keys = ["Enter: answer", "Esc: no"];
    assert.deepEqual(hintsAfter(entered({ messages: [aFile] }), asked), keys);
  });

  it("lead back to the newest message, and to what is new elsewhere [C54]", () => {
    const messages = messagesOf(1, 40);
    const anchor = { seq: 30, below: 0 };
    const up: Event = { type: "scrolled", room: roomId, anchor };
    assert.deepEqual(hintsAfter(entered({ messages }), up), ["Ctrl+End: newest", "/help"]);
    const other = "mnopqrstuvwx";
    const elsewhere: Event[] = [
      { ...opened, room: other, name: "maths" },
      { ...entered(), room: other } as Event,
      { type: "received", room: other, messages: [messageOf(1)] },
    ];
    const news = hintsAfter(entered(), ...elsewhere);
    assert.deepEqual(news, ["Ctrl+G: what is new", "/help"]);
  });

  it("name who waits for a mentor, unless the line has told that already [C54]", () => {
    assert.deepEqual(hintsAfter(waiting), ["/reset-code kim", "/help"]);
    const state = after(opened, waiting);
    const narrow = layoutOf(state, { columns: 55, rows: 20 });
    assert.deepEqual(possibleNow(state, narrow), ["/help"]);
    const parts = statusParts(state, { hasSide: false, now: 0 });
    const told = parts.find(({ key }) => key === "waiting");
    assert.deepEqual([told?.text, told?.tone], [" ● /reset-code kim ", "urgent"]);
  });

  it("name /cancel while a file is on its way and its row has no room to say so [C54]", () => {
    const transfer = { id: "1", way: "fetch", name: "a".repeat(40), size: 100, done: 10 } as const;
    const state = after(opened, entered(), {
      type: "progress",
      room: roomId,
      transfer: { ...transfer, startedAt: 0, state: "running" },
    });
    const at = (columns: number) => possibleNow(state, layoutOf(state, { columns, rows: 20 }));
    assert.deepEqual(at(80), ["/help"]);
    const low = possibleNow(state, { ...layoutOf(state, window), transfers: [] });
    assert.deepEqual(low, ["/cancel", "/help"]);
  });

  it("are those of the list of rooms there, and of forms below each form [C54]", () => {
    const list = after();
    assert.deepEqual(possibleNow(list, layoutOf(list, window)), ["/help"]);
    const found: Event = { type: "found", rooms: [] };
    const begun = after(found, { type: "listEdited", field: insert(list.listField, "phys") });
    assert.deepEqual(possibleNow(begun, layoutOf(begun, window)), ["Enter: join", "/help"]);
    const [field, choice] = [forms.signIn.rows[0], forms.signIn.rows[2]];
    assert.ok(field && choice);
    const hints = "Tab: next field   Enter: go on   Ctrl+C: leave";
    assert.equal(formHints(forms.signIn.rows, field), hints);
    const tick = "Tab: next field   Space: tick [x]   Enter: go on   Ctrl+C: leave";
    assert.equal(formHints(forms.signIn.rows, choice), tick);
    assert.equal(formHints([field], field), "Enter: go on   Ctrl+C: leave");
    assert.deepEqual(hintsAfter({ type: "signInAsked", room: roomId }), []);
    assert.deepEqual(hintsAfter(entered(), { type: "helpShown", shown: true }), []);
  });

  it("leave out what does not fit, and everything in narrow windows [C54]", () => {
    const hints = ["Ctrl+End: newest", "/help"];
    assert.equal(hintsThatFit(hints, 30), "   Ctrl+End: newest   /help");
    assert.equal(hintsThatFit(hints, 20), "   Ctrl+End: newest");
    assert.equal(hintsThatFit(hints, 12), "   /help");
    assert.equal(hintsThatFit(hints, -5), "");
    const state = after(opened, entered());
    assert.deepEqual(possibleNow(state, layoutOf(state, { columns: 49, rows: 20 })), []);
  });
});

describe("an empty room", () => {
  const rowsAfter = (...events: Event[]) => {
    const view = activeRoom(after(opened, ...events));
    assert.ok(view);
    const rows = visibleRows(view, { width: 90, height: 10 });
    return rows.map((row) => ("text" in row ? row.text.trim() : row.kind));
  };
  const how = "Type and press Enter; / lists the commands.";

  it("says what to do until there is a message [C55]", () => {
    assert.deepEqual(rowsAfter(), []);
    assert.deepEqual(rowsAfter(entered()), [`Nothing has been said since you came. ${how}`]);
    const said: Event = { type: "received", room: roomId, messages: [messageOf(1)] };
    assert.deepEqual(rowsAfter(entered(), said), ["line", "line 1"]);
  });

  it("does not tell those to write who may not [C55]", () => {
    const quiet = { by: "weber", endsInMs: null };
    const state = { quiet, announcement: null };
    assert.deepEqual(rowsAfter(entered({ state })), ["Nothing has been said since you came."]);
  });

  it("was not silent if it was cleared [C55]", () => {
    const cleared = rowsAfter(entered({ clearedSeq: 7 }));
    assert.deepEqual(cleared, [`There is nothing to read here. ${how}`]);
  });
});
