import assert from "node:assert/strict";
import type { Transfer } from "classchat/client/session-events";
import type { RoomView } from "classchat/state/room-view";
import { activeRoom, reduce } from "classchat/state/state";
import type { ShownTransfer } from "classchat/state/transfers";
import { cut } from "classchat/ui/drawable";
import { layoutOf } from "classchat/ui/layout";
import { openTransfers, transferRows } from "classchat/ui/transfer-view";
import { after, entered, opened, roomId } from "../support/views.ts";

describe("the rows of files on their way", () => {
  const running: ShownTransfer = {
    ...{ id: "1", way: "send", name: "notes.txt", size: 10_000_000, done: 4_300_000 },
    ...{ startedAt: 0, state: "running", rate: 2_100_000, toldAt: 0 },
    measured: { done: 4_300_000, at: 0 },
  };
  const viewWith = (...transfers: ShownTransfer[]): RoomView => {
    const view = activeRoom(after(opened, entered()));
    assert.ok(view);
    return { ...view, files: { ...view.files, transfers } };
  };
  const shown = (columns: number, rows: number, ...transfers: ShownTransfer[]) =>
    transferRows(viewWith(...transfers), { columns, rows }, 0).map(({ text }) => text);

  it("have share, bar, rate and time left, as far as there is room [C35]", () => {
    const at = (columns: number) => shown(columns, 24, running)[0];
    assert.equal(at(80), " › notes.txt  █████░░░░░░░   43 %   2.1 MB/s  3 s left  (/cancel)");
    assert.equal(at(60), " › notes.txt  █████░░░░░░░   43 %   2.1 MB/s  3 s left");
    assert.equal(at(40), " › notes.txt  █████░░░░░░░   43 %");
    assert.equal(at(20), " › notes.txt   43 %");
  });

  it("tell one way from the other, and each end from the others, in signs and words [C35]", () => {
    const over = (change: Partial<ShownTransfer>) => shown(80, 24, { ...running, ...change })[0];
    assert.match(over({ way: "fetch" }) ?? "", /^ ↓ notes\.txt {2}█/u);
    assert.equal(over({ state: "done" }), " › notes.txt  handed in");
    assert.equal(over({ way: "fetch", state: "done" }), " ↓ notes.txt  fetched");
    assert.equal(over({ state: "cancelled" }), " › notes.txt  cancelled");
    assert.equal(
      over({ state: "waiting", rate: undefined }),
      " › notes.txt  waits   43 %  (/cancel)",
    );
    assert.equal(
      over({
        state: "failed",
        code: "file-too-large",
        reason: "It has 6 MB, the room takes 5 MB.",
      }),
      " ! notes.txt not sent: It has 6 MB, the room takes 5 MB. (Esc)",
    );
  });

  it("are at most three, or one in a low window, and say how many others there are [C35]", () => {
    const five = ["a", "b", "c", "d"].map((id) => ({ ...running, id }));
    const failed: ShownTransfer = { ...running, id: "e", state: "failed", code: "disk-low" };
    const rows = shown(40, 24, ...five, failed);
    assert.deepEqual(rows, [
      " ! notes.txt not sent: The host's",
      "   disk is too full for this file: tel…",
      " › notes.txt  █████░░░░░░░   43 %",
      "   … 3 more",
    ]);
    assert.deepEqual(shown(20, 6, ...five), [" › notes…   43 % +3"]);
    assert.equal(shown(20, 6, failed, ...five).length, 1);
  });

  it("fit every window, whatever the file is called", () => {
    const name = `\u001b]0;PWNED\u0007\u202e測定結果の写真${"x".repeat(200)}.png`;
    const states = ["running", "waiting", "done", "failed", "cancelled"] as const;
    const all = states.map((state) => ({ ...running, id: state, name, state, reason: name }));
    for (const [columns, rows] of [
      [80, 24],
      [40, 12],
      [20, 6],
    ] as const) {
      for (const one of all) {
        for (const text of shown(columns, rows, one, running)) {
          assert.equal(cut(text, columns - 1), text);
          assert.doesNotMatch(text, /\p{Cc}|\u202e|PWNED/u);
        }
      }
      const state = after(opened, entered());
      const tabs = [viewWith(...all)];
      const layout = layoutOf({ ...state, tabs }, { columns, rows });
      const { transfers, hint, typing, pane, field } = layout;
      const taken = [transfers, hint, typing, field?.rows ?? []].map(({ length }) => length);
      assert.equal(2 + pane.height + taken.reduce((sum, rows) => sum + rows), rows);
    }
  });

  it("are taken from what the session tells, and counted while they are open [C35]", () => {
    const { rate: _, measured: __, toldAt: ___, ...transfer } = running;
    const told = (change: Partial<Transfer>) =>
      ({ type: "progress", room: roomId, transfer: { ...transfer, ...change } }) as const;
    const open = (...events: ReturnType<typeof told>[]) => {
      const view = activeRoom(after(opened, entered(), ...events));
      assert.ok(view);
      return openTransfers(view);
    };
    assert.equal(open(told({}), told({ id: "2", state: "waiting" })), 2);
    assert.equal(open(told({}), told({ state: "failed", code: "disk-low" })), 0);
  });

  it("leave a line that says where a file was saved, and no hint that it sets out [C35]", () => {
    const { rate: _, measured: __, toldAt: ___, ...transfer } = running;
    const progress = (change: Partial<Transfer>) =>
      ({ type: "progress", room: roomId, transfer: { ...transfer, ...change } }) as const;
    const hint = (text: string) => ({ type: "hinted", text, tone: "info" }) as const;
    const done = progress({ way: "fetch", state: "done", path: "/home/anu/notes.txt" });
    const state = after(opened, entered(), hint("Fetching notes.txt, 10 MB."), progress({}));
    assert.ok(state.hint);
    const later = reduce(state, done);
    assert.equal(later.hint, undefined);
    const notes = activeRoom(later)?.notes.map(({ text }) => text);
    assert.deepEqual(notes, ["notes.txt is saved: /home/anu/notes.txt"]);
    assert.ok(reduce({ ...state, hint: hint("You may write again.") }, done).hint);
  });
});
