import assert from "node:assert/strict";
import type { Message } from "@classchat/core";
import type { RoomView } from "classchat/state/room-view";
import { activeRoom } from "classchat/state/state";
import { deskRows } from "classchat/ui/desk-view";
import { cut } from "classchat/ui/drawable";
import type { Row } from "classchat/ui/row";
import { visibleRows } from "classchat/ui/scroll";
import { after, entered, messageOf, opened } from "../support/views.ts";

describe("a file in the timeline", () => {
  const fileOf = (seq: number, name: string, { text = "", size = 12_345 } = {}): Message => {
    const file = { id: "a".repeat(26), name, size, sha256: "0".repeat(64) };
    return { ...messageOf(seq, text), file };
  };
  const rowsOf = (message: Message, width: number, marked?: number) => {
    const view = activeRoom(after(opened, entered({ messages: [message] })));
    assert.ok(view);
    const shown: RoomView = { ...view, files: { ...view.files, marked } };
    return visibleRows(shown, { width, height: 9 }).flatMap((row) =>
      row.kind === "said" ? [row] : [],
    );
  };
  const drawn = (row: Extract<Row, { kind: "said" }>) =>
    `${row.time}${row.star}${row.name.text} ${row.mark} ${row.text}${row.hint ?? ""}`;

  it("has its name, size and number, and at most three of its first lines [C33]", () => {
    const text = "Sheet 7\n\n\tone\ntwo\nthree";
    assert.deepEqual(rowsOf(fileOf(14, "notes.txt", { text }), 60).map(drawn), [
      "09:00  ben          ↓ [file] notes.txt  12 kB  /get 14",
      "                        Sheet 7",
      "                            one",
      "                        two",
    ]);
  });

  it("is seen with its size in a narrow window, and is no wider than that [C33]", () => {
    const long = fileOf(14, `${"測定".repeat(40)}.txt`, { text: "w".repeat(400) });
    for (const width of [60, 40, 28, 20]) {
      const rows = rowsOf(long, width).map(drawn);
      assert.ok(rows.slice(0, 2).join("").includes("12 kB"));
      for (const row of rows) assert.equal(cut(row, width), row);
    }
  });

  it("cannot be counterfeited by a text, nor act on the terminal [C33]", () => {
    const [fake] = rowsOf(messageOf(1, "[file] notes.txt  12 kB  /get 1"), 60);
    const [real] = rowsOf(fileOf(1, "notes.txt"), 60);
    assert.deepEqual([fake?.mark, real?.mark], [" ", "↓"]);
    const hostile = "\u001b]0;PWNED\u0007\u202eabc\u001b[2J";
    const rows = rowsOf(fileOf(1, hostile, { text: hostile }), 60).map(({ text }) => text);
    assert.deepEqual(rows, ["[file] abc  12 kB", "  abc"]);
  });

  it("shows without colours that it is marked [C34]", () => {
    const marks = (marked?: number) =>
      rowsOf(fileOf(14, "notes.txt"), 60, marked).map(({ mark, tone }) => [mark, tone]);
    assert.deepEqual(marks(), [["↓", "file"]]);
    assert.deepEqual(marks(13), [["↓", "file"]]);
    assert.deepEqual(marks(14), [["›", "marked"]]);
  });

  it("comes with words for mentors when the host's disk fills, and a count [C37]", () => {
    const rows = (disk: "enough" | "low" | "full", transfers: number) => {
      const desk = { muted: [], banned: [], resetRequests: [], disk };
      const place = { width: 21, height: 9, now: 0, transfers };
      return deskRows(desk, place).map(({ text }) => text);
    };
    assert.deepEqual(rows("enough", 0), []);
    assert.deepEqual(rows("low", 1), [
      " ! disk nearly full:",
      "   files are refused",
      " ● 1 file on the way",
    ]);
    assert.deepEqual(rows("full", 0), [" ! disk full:", "   no more messages"]);
  });
});
