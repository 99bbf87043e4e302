import assert from "node:assert/strict";
import { isFor, mentions } from "classchat/state/mentions";
import { mentionsOf, type RoomView, unreadOf } from "classchat/state/room-view";
import { activeRoom } from "classchat/state/state";
import { nameStyle } from "classchat/ui/colour";
import { visibleRows } from "classchat/ui/scroll";
import { after, entered, messageOf, opened } from "../support/views.ts";

describe("names in messages", () => {
  const viewOf = (...texts: [text: string, from?: string][]): RoomView => {
    const messages = texts.map(([text, from], index) => messageOf(index + 1, text, from));
    const view = activeRoom(after(opened, entered({ messages })));
    assert.ok(view);
    return view;
  };

  it("speak to whom they name, whatever their case and script [C42]", () => {
    for (const text of [
      "@anu",
      "hi @ANU!",
      "(@Anu)",
      "@anu: yes",
      "ask @anu.",
      "＠anu",
      "@anu's",
    ]) {
      assert.ok(mentions(text, "anu"), text);
    }
    assert.ok(mentions("кто, @ДМИТРИЙ?", "дмитрий"));
    assert.ok(mentions("@小林 さん", "小林"));
    assert.ok(mentions("@zoe\u0301", "zoé"));
    assert.ok(mentions("@anu.k, look", "anu.k"));
  });

  it("speak to nobody whose whole name is not there [C42]", () => {
    const texts = ["anu", "@anuja", "@anu2", "mail@anu", "@anu.k", "@anu-maria", "@anu_", "@ anu"];
    for (const text of [...texts, "@anu\u0301", "@"]) assert.ok(!mentions(text, "anu"), text);
    assert.ok(!mentions("@小林太郎", "小林"));
  });

  it("are searched quickly in a text that was made to be slow", () => {
    const begun = performance.now();
    assert.ok(!mentions("x@anu".repeat(800), "anu"));
    assert.ok(performance.now() - begun < 1_000);
  });

  it("do not count in what one says oneself, nor in the first lines of a file [C42]", () => {
    const file = { id: "a".repeat(26), name: "x", size: 1, sha256: "0".repeat(64) };
    assert.ok(isFor(messageOf(1, "@anu"), "anu"));
    assert.ok(!isFor(messageOf(1, "@anu", "anu"), "anu"));
    assert.ok(!isFor({ ...messageOf(1, "@anu"), file }, "anu"));
  });

  it("put an @ before the message that no text has there [C42]", () => {
    const view = viewOf(["@anu come"], ["@ no"], ["@anu me", "anu"]);
    const rows = visibleRows(view, { width: 60, height: 9 });
    const shown = rows.flatMap((row) => (row.kind === "said" ? [[row.mark, row.tone]] : []));
    assert.deepEqual(shown, [
      ["@", "mention"],
      [" ", "plain"],
      ["✓", "plain"],
    ]);
  });

  it("are counted beside what is unread [C42]", () => {
    const view = { ...viewOf(["@anu one"], ["two"], ["@Anu three"]), seen: 1 };
    assert.deepEqual([unreadOf(view), mentionsOf(view)], [2, 1]);
  });

  it("have the same colour everywhere, and different names mostly another one [C42]", () => {
    const names = ["anu", "ben", "дмитрий", "小林", "mia", "zoé", "frau_weber", "ada"];
    for (const theme of ["dark", "light"] as const) {
      const styles = names.map((name) => JSON.stringify(nameStyle(theme, name)));
      assert.deepEqual(
        names.map((name) => JSON.stringify(nameStyle(theme, name))),
        styles,
      );
      assert.ok(new Set(styles).size > 3, styles.join());
    }
  });
});
