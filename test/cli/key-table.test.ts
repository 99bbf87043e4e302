import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { commandHelp } from "classchat/input/command";
import { keyHelp } from "classchat/input/key-help";
import { keyName, keyNames } from "classchat/input/key-names";
import { forKey, keyTable } from "classchat/input/key-table";
import { Model } from "classchat/state/model";
import { visibleHelp } from "classchat/ui/help-view";
import { press } from "classchat/ui/keyboard";
import { rawKey } from "classchat/ui/keystroke";
import { english } from "classchat/words/english/english";
import { commandsPage } from "../support/commands-page.ts";
import { entered, opened, roomId } from "../support/views.ts";

describe("the table of keys", () => {
  it("gives each chord one meaning in a place [C53]", () => {
    for (const [place, keys] of Object.entries(keyTable)) {
      const chords = Object.values(keys).flat();
      assert.deepEqual([...new Set(chords)], chords, place);
    }
  });

  it("says of each key what it does, and of nothing else [C53]", () => {
    const named = (table: object) =>
      Object.entries(table).map(([place, keys]) => [place, Object.keys(keys)]);
    assert.deepEqual(named(english.help.keys), named(keyTable));
    assert.deepEqual(Object.keys(english.help.places), Object.keys(keyTable));
  });

  it("finds what a key is for in a place, and nothing for other keys", () => {
    const values = { answer: "given", no: "none" };
    assert.equal(forKey("question", values, { chord: "escape" }), "none");
    assert.equal(forKey("question", values, { chord: "tab" }), undefined);
    assert.equal(forKey("question", values, { text: "enter" }), undefined);
    assert.equal(forKey("question", values, { chord: "constructor" }), undefined);
    const ticks = { next: 1, previous: 2, choose: 3, goOn: 4 };
    assert.equal(forKey("form", ticks, { text: " " }), 3);
  });

  it("has the chords of other layouts by their Latin letters, and no other keys twice [C77]", () => {
    const chordOf = (sent: string) => rawKey(`\u001b[${sent}`);
    assert.deepEqual(chordOf("1089::99;5u"), { chord: "ctrl+c" });
    assert.deepEqual(chordOf("1092:1060:97;68u"), { chord: "alt+a" });
    assert.deepEqual(chordOf("1092::97;7u"), { chord: "ctrl+alt+a" });
    const others = ["99::99;5u", "1089::99;1u", "1089::99;2u", "1089::99;9u", "1089::99;5:3u"];
    for (const other of [...others, "1089;5u", "13;2u"]) assert.equal(chordOf(other), undefined);
  });

  it("names keys as they are written on keyboards", () => {
    assert.equal(keyName("anywhere", "news"), "Ctrl+G");
    assert.equal(keyNames("anywhere", "news"), "Ctrl+G Alt+A");
    assert.equal(keyNames("anywhere", "tab"), "Alt+1 … Alt+9");
    assert.equal(keyNames("scroll", "rowUp"), "Shift+↑");
    assert.equal(keyNames("scroll", "pageDown"), "PgDn");
  });
});

describe("the help", () => {
  const everything = (width: number) => visibleHelp(0, { width, height: 1_000 });

  it("lists all commands and all keys, those of mentors apart [C53]", () => {
    const rows = everything(120).map(({ usage, text }) => usage + text);
    const place = (title: string) => rows.findIndex((row) => row.trim() === title);
    const mentors = place("★ mentors only");
    for (const { usage, help, mentor } of commandHelp) {
      const index = rows.findIndex((row) => row.startsWith(` ${usage} `) || row === ` ${usage}`);
      assert.ok(index >= 0 && index > mentors === (mentor === true), usage);
      assert.ok(rows.join("\n").includes(help), usage);
    }
    for (const { title, entries } of keyHelp) {
      const [, ...below] = rows.slice(place(title), place(title) + 1 + 2 * entries.length);
      for (const { usage, help } of entries) {
        assert.ok(
          below.some((row) => row.includes(usage)) && below.join("\n").includes(help),
          usage,
        );
      }
    }
  });

  it("has rows that are told apart, and fit also in narrow windows", () => {
    for (const width of [20, 40, 60, 80]) {
      const rows = everything(width);
      assert.equal(new Set(rows.map(({ key }) => key)).size, rows.length);
      assert.ok(
        rows.every(({ usage, text }) => (usage + text).length <= width),
        String(width),
      );
    }
  });

  it("comes by F1 whatever terminal sends it, and goes by it and by any other key [C53]", () => {
    const model = new Model();
    for (const event of [opened, entered()]) model.dispatch(event);
    const desk = { model, actions: {} as never, window: { columns: 80, rows: 20 } };
    const sent = (input: string) => {
      const keystroke = rawKey(input);
      if (keystroke) press(desk, keystroke);
      return model.get().help;
    };
    const f1 = ["\u001bOP", "\u001b[11~", "\u001b[[A", "\u001b[P", "\u001b[1;1P", "\u001b[1;193P"];
    assert.deepEqual(f1.map(sent), [true, false, true, false, true, false]);
    assert.equal(sent("\u001b[1;5P"), false);
    assert.deepEqual(["\u001bOQ", "\u001b[A", "P", ""].map(sent), [false, false, false, false]);
    assert.equal(model.get().active, roomId);
  });

  it("stands in docs/commands.md as the tables have it [C53]", async () => {
    const page = await readFile(new URL("../../../docs/commands.md", import.meta.url), "utf8");
    assert.equal(page, commandsPage(), "the tables have changed: npm run docs:keys");
  });
});
