import assert from "node:assert/strict";
import { mkdir, writeFile } from "node:fs/promises";
import { join, sep } from "node:path";
import type { Message } from "@classchat/core";
import type { Transfer } from "classchat/client/session-events";
import { completePathIn } from "classchat/path-completion";
import type { Actions, Completion } from "classchat/state/actions";
import type { Event } from "classchat/state/events";
import { Model } from "classchat/state/model";
import { markedFile } from "classchat/state/room-files";
import { activeRoom } from "classchat/state/state";
import { layoutNow } from "classchat/ui/desk";
import { paste, press } from "classchat/ui/keyboard";
import { temporaryFolder } from "../support/temporary-folder.ts";
import { entered, messageOf, opened, roomId as room } from "../support/views.ts";

describe("the keys for files", () => {
  const fileOf = (seq: number, name = `file-${seq}.txt`): Message => {
    const file = { id: "a".repeat(26), name, size: 12_345, sha256: "0".repeat(64) };
    return { ...messageOf(seq, "first line"), file };
  };
  const messages = [fileOf(1), messageOf(2), fileOf(3, "Notes.txt"), fileOf(4)];

  const deskAfter = (...events: Event[]) => {
    const asked: unknown[][] = [];
    const answers: ((completion: Completion | undefined) => void)[] = [];
    const actions = new Proxy({} as Actions, {
      get:
        (_, name) =>
        (...given: unknown[]) => {
          if (name !== "typing") asked.push([name, ...given]);
          return new Promise((resolve) => answers.push(resolve));
        },
    });
    const model = new Model();
    for (const event of [opened, entered({ messages }), ...events]) model.dispatch(event);
    const desk = { model, actions, window: { columns: 80, rows: 24 } };
    const type = (...strokes: string[]) => {
      for (const stroke of strokes) {
        const isChord = /^(?:tab|shift\+tab|enter|escape|backspace|up)$/u.test(stroke);
        press(desk, isChord ? { chord: stroke } : { text: stroke });
      }
    };
    const view = () => {
      const view = activeRoom(model.get());
      assert.ok(view);
      return view;
    };
    const marked = () => markedFile(view())?.seq;
    return { desk, model, asked, answers, type, view, marked };
  };

  it("go through the files in sight, from the lowest up and round, and back [C34]", () => {
    const { type, marked } = deskAfter();
    const after = (key: string) => {
      type(key);
      return marked();
    };
    assert.deepEqual(["tab", "tab", "tab", "tab"].map(after), [4, 3, 1, 4]);
    assert.deepEqual(["shift+tab", "shift+tab"].map(after), [1, 3]);
    const other = deskAfter();
    other.type("shift+tab");
    assert.equal(other.marked(), 1);
  });

  it("fetch the marked file on Enter, once, and name it above the field [C34]", () => {
    const { desk, type, asked } = deskAfter();
    type("tab", "tab");
    assert.deepEqual(layoutNow(desk).hint, ["Enter fetches Notes.txt   Esc: no"]);
    type("enter", "enter");
    assert.deepEqual(asked, [["submit", room, "/get 3"]]);
  });

  it("let go of it on Esc, and when something is typed [C34]", () => {
    const { type, asked, marked } = deskAfter();
    type("tab", "escape");
    assert.equal(marked(), undefined);
    type("tab", "hello", "enter");
    assert.deepEqual(asked, [["submit", room, "hello"]]);
    assert.equal(marked(), undefined);
  });

  it("have nothing marked when a mentor took it away, or none is in sight [C34]", () => {
    const { desk, type, model, asked, marked } = deskAfter();
    type("tab");
    model.dispatch({ type: "deleted", room, seq: 4, by: "mia" });
    assert.equal(marked(), undefined);
    type("enter");
    assert.deepEqual(asked, []);
    model.dispatch({ type: "cleared", room, upTo: 3, count: 3, by: "mia", upToAt: 0 });
    type("tab");
    assert.equal(marked(), undefined);
    assert.match(layoutNow(desk).hint.join(" "), /No file is in sight/u);
  });

  it("take what failed away on Esc, before what is typed [C35]", () => {
    const transfer: Transfer = {
      ...{ id: "1", way: "send", name: "a.txt", size: 1, done: 0, startedAt: 0 },
      ...{ state: "failed", code: "disk-low" },
    };
    const { type, view } = deskAfter({ type: "progress", room, transfer });
    type("hello", "escape");
    assert.deepEqual([view().files.transfers, view().field.text], [[], "hello"]);
    type("escape");
    assert.equal(view().field.text, "");
  });

  const dropped = "'/home/anu/my notes.txt' ";

  it("ask about a path that is dropped, with what the room takes [C36]", () => {
    const { desk, type, asked } = deskAfter();
    paste(desk, dropped);
    const words = layoutNow(desk).hint.join(" ");
    assert.match(
      words,
      /^Send my notes.txt as a file\? The room takes text, at most 5 MB\. {2}y \/ n/u,
    );
    type("x", "enter", "tab");
    paste(desk, "more");
    assert.deepEqual(asked, []);
    type("backspace", "y", "enter");
    assert.deepEqual(asked, [["submit", room, "/file '/home/anu/my notes.txt'"]]);
    assert.deepEqual(layoutNow(desk).hint, []);
  });

  it("put the path into the field on no, and ask about no other text [C36]", () => {
    for (const no of [["n", "enter"], ["escape"]]) {
      const { desk, type, asked, view } = deskAfter();
      paste(desk, dropped);
      type(...no);
      assert.deepEqual([asked, view().field.text], [[], dropped]);
      paste(desk, "/home/anu/a.txt");
      assert.equal(view().field.text, `${dropped}/home/anu/a.txt`);
    }
    const { desk, view } = deskAfter();
    paste(desk, "/quiet 5m");
    assert.equal(view().field.text, "/quiet 5m");
  });

  it("answer the program's question before that about a path [C36]", () => {
    const { desk, type, asked, view } = deskAfter();
    paste(desk, dropped);
    desk.model.dispatch({ type: "asked", room, question: "Clear 4 messages?" });
    type("n", "enter");
    assert.deepEqual(asked, [["answer", room, false]]);
    desk.model.dispatch({ type: "answered", room });
    type("n", "enter");
    assert.equal(view().field.text, dropped);
  });

  it("complete the number behind /get, by number or name, from the newest on [C36]", () => {
    const { desk, type, view } = deskAfter();
    type("/get ", "tab");
    assert.equal(view().field.text, "/get 4");
    assert.deepEqual(layoutNow(desk).hint, ["4: file-4.txt"]);
    type("tab", "tab", "tab");
    assert.equal(view().field.text, "/get 4");
    const other = deskAfter();
    other.type("/get no", "tab");
    assert.equal(other.view().field.text, "/get 3");
    other.type("9", "tab");
    assert.equal(other.view().field.text, "/get 39");
    assert.match(layoutNow(other.desk).hint.join(" "), /No file here/u);
  });

  it("complete the path behind /file, unless the line was changed meanwhile [C36]", async () => {
    const { desk, type, asked, answers, view } = deskAfter();
    type("/file no", "tab");
    assert.deepEqual(asked, [["complete", "/file no"]]);
    answers[0]?.({ line: "/file notes", choices: ["notes.txt", "notes-2.txt"] });
    await Promise.resolve();
    await new Promise(setImmediate);
    assert.equal(view().field.text, "/file notes");
    assert.deepEqual(layoutNow(desk).hint, ["notes.txt   notes-2.txt"]);
    type("tab", "x");
    answers[1]?.({ line: "/file notes.txt", choices: [] });
    await new Promise(setImmediate);
    assert.equal(view().field.text, "/file notesx");
  });

  describe("on real folders", () => {
    const inFolder = temporaryFolder();

    it("complete paths, quoted or not, and only behind /file [C36]", async () => {
      await mkdir(inFolder("my lessons"));
      for (const name of [join("my lessons", "notes.txt"), "notes.txt", "notes-2.txt"]) {
        await writeFile(inFolder(name), "");
      }
      const start = `/file ${inFolder()}${sep}`;
      const inLessons = `${start}my lessons${sep}`;
      assert.deepEqual(await completePathIn(`${start}my`), { line: inLessons, choices: [] });
      assert.deepEqual(await completePathIn(`/file "${inFolder("my lessons")}${sep}n`), {
        line: `${inLessons}notes.txt`,
        choices: [],
      });
      const several = await completePathIn(`${start}n`);
      assert.deepEqual(several?.choices.toSorted(), ["notes-2.txt", "notes.txt"]);
      assert.equal(await completePathIn(`${start}zzz`), undefined);
      assert.equal(await completePathIn(inFolder("n")), undefined);
    });
  });
});
