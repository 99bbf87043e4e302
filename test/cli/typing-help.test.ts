import assert from "node:assert/strict";
import { emptyEdit, insert } from "classchat/input/editor";
import type { Actions } from "classchat/state/actions";
import type { Event } from "classchat/state/events";
import { Model } from "classchat/state/model";
import { activeRoom } from "classchat/state/state";
import { layoutNow } from "classchat/ui/desk";
import { paste, press } from "classchat/ui/keyboard";
import { entered, opened, roomId } from "../support/views.ts";

describe("the help at typing", () => {
  const deskAfter = (...events: Event[]) => {
    const asked: unknown[][] = [];
    let compose = async (text: string) => text;
    const actions = new Proxy({} as Actions, {
      get: (_, name) => {
        if (name === "compose") return (text: string) => compose(text);
        return (...given: unknown[]) => (name === "typing" ? 0 : asked.push([name, ...given]));
      },
    });
    const model = new Model();
    for (const event of [opened, ...events]) model.dispatch(event);
    const desk = { model, actions, window: { columns: 80, rows: 24 } };
    const type = (text: string) => press(desk, { text });
    const chord = (...chords: string[]) => {
      for (const chord of chords) press(desk, { chord });
    };
    const field = () => activeRoom(model.get())?.field.text;
    const palette = () => layoutNow(desk).palette.map(({ text }) => text);
    const hint = () => model.get().hint?.text;
    const answerWith = (answer: typeof compose) => {
      compose = answer;
    };
    return { desk, model, asked, type, chord, field, palette, hint, answerWith };
  };
  const people = ["anu", "ben", "Benno", "小林"].map((user) => ({
    user,
    role: "student" as const,
  }));
  const student = entered({ present: people });
  const mentor = entered({
    me: { user: "anu", role: "mentor" },
    present: people,
    desk: {
      muted: [],
      banned: ["zoe"],
      resetRequests: [{ user: "kim", at: 1 }],
      disk: "enough",
    },
  });

  describe("with commands", () => {
    it("lists those that fit, in at most six rows [C48]", () => {
      const { type, palette } = deskAfter(student);
      type("/");
      assert.equal(palette().length, 6);
      assert.match(palette().at(-1) ?? "", /… 14 more/u);
      type("re");
      assert.deepEqual(palette(), [
        "  /retry  send again what was refused, or pasted and not sent",
      ]);
      type("x");
      assert.deepEqual(palette(), []);
    });

    it("shows those of mentors to mentors alone [C48]", () => {
      const { type, palette } = deskAfter(mentor);
      type("/re");
      assert.equal(palette().length, 2);
    });

    it("lets arrows choose, Tab take and Esc close [C48]", () => {
      const { type, chord, palette, field } = deskAfter(mentor);
      type("/mu");
      chord("tab");
      assert.equal(field(), "/mute ");
      chord("ctrl+u");
      type("/re");
      chord("down", "down", "down", "up");
      assert.match(palette()[1] ?? "", /^› \/reset-code USER/u);
      chord("enter");
      assert.equal(field(), "/reset-code ");
      chord("ctrl+u");
      type("/re");
      chord("escape");
      assert.deepEqual([palette(), field()], [[], "/re"]);
      type("t");
      assert.deepEqual(palette(), []);
      chord("ctrl+u");
      type("/");
      assert.equal(palette().length, 6);
    });

    it("completes as much as is sure, then marks the first [C48]", () => {
      const { type, chord, palette, field } = deskAfter(mentor);
      type("/un");
      chord("tab");
      assert.equal(field(), "/un");
      assert.match(palette()[0] ?? "", /^› \/unmute/u);
      chord("tab");
      assert.equal(field(), "/unmute ");
    });

    it("is not in the way of who types on, sends, or looks at what was sent [C48]", () => {
      const { type, chord, asked, palette, field } = deskAfter(student);
      type("/files");
      chord("enter");
      assert.deepEqual(asked, [["submit", roomId, "/files"]]);
      chord("up");
      assert.deepEqual([field(), palette()], ["/files", []]);
      chord("down");
      assert.equal(field(), "");
      type("//");
      assert.deepEqual(palette(), []);
    });

    it("has no rows in a low window, and completes there [C48]", () => {
      const { desk, type, chord, palette, field } = deskAfter(student);
      desk.window.rows = 8;
      type("/he");
      assert.deepEqual(palette(), []);
      chord("tab");
      assert.equal(field(), "/help");
    });
  });

  describe("with names", () => {
    it("completes those present behind an @, wherever it stands [C48]", () => {
      const { model, type, chord, field, hint } = deskAfter(student);
      type("@小");
      chord("tab");
      assert.equal(field(), "@小林 ");
      type("and @b");
      chord("tab");
      assert.equal(field(), "@小林 and @ben");
      assert.equal(hint(), "ben   Benno");
      type("n");
      chord("tab");
      assert.equal(field(), "@小林 and @Benno ");
      const edit = { ...insert(emptyEdit, "ask @ben"), text: "ask @benn please", cursor: 9 };
      model.dispatch({ type: "edited", room: roomId, field: edit });
      chord("tab");
      assert.equal(field(), "ask @Benno please");
    });

    it("takes no address for a name, and says when nobody is called that [C48]", () => {
      const { type, chord, field, hint, asked } = deskAfter(student);
      type("me@b");
      chord("tab");
      assert.equal(field(), "me@b");
      assert.deepEqual(asked, [["complete", "me@b"]]);
      type(" @nobody");
      chord("tab");
      assert.equal(hint(), "Nobody here is called that.");
    });

    it("completes those whom a command can be about [C48]", () => {
      const { type, chord, field } = deskAfter(mentor);
      for (const [typed, completed] of [
        ["/mute 小", "/mute 小林 "],
        ["/unban ", "/unban zoe "],
        ["/reset-code k", "/reset-code kim "],
        ["/answer @小", "/answer @小林 "],
      ] as const) {
        type(typed);
        chord("tab");
        assert.equal(field(), completed);
        chord("ctrl+u");
      }
    });
  });

  describe("with long texts", () => {
    const long = "one\ntwo\nthree\nfour\n";

    it("asks about a paste of more than three lines, and sends it with what was typed [C47]", () => {
      const { desk, type, chord, field, asked } = deskAfter(student);
      paste(desk, "one\ntwo\nthree");
      assert.equal(field(), "one\ntwo\nthree");
      chord("escape");
      type("look: ");
      paste(desk, long);
      assert.match(layoutNow(desk).hint.join(" "), /4 lines to be pasted.*s \/ f \/ e \/ c/u);
      assert.equal(field(), "");
      type("x");
      chord("enter");
      assert.equal(field(), "x");
      chord("backspace");
      type("s");
      chord("enter");
      assert.deepEqual(asked, [["submit", roomId, `look: ${long}`]]);
      assert.equal(field(), "");
    });

    it("sends it as a file, puts it into the field, or lets it be [C47]", () => {
      const { desk, type, chord, field, asked } = deskAfter(student);
      type("mine");
      paste(desk, long);
      type("file");
      chord("enter");
      assert.deepEqual([asked, field()], [[["sendText", roomId, long]], "mine"]);
      paste(desk, long);
      chord("escape");
      assert.equal(field(), "mine");
      paste(desk, long);
      type("e");
      chord("enter");
      assert.equal(field(), `mine${long}`);
    });

    it("offers no way for which a text is too long [C47]", () => {
      const { desk, type, chord, field, asked } = deskAfter(student);
      paste(desk, "x".repeat(4_001));
      assert.match(layoutNow(desk).hint.join(" "), /4001 characters to be pasted.*f \/ e \/ c/u);
      type("s");
      chord("enter");
      assert.deepEqual([asked, field()], [[], "s"]);
      chord("escape");
      paste(desk, "x".repeat(1_000_000));
      assert.match(layoutNow(desk).hint.join(" "), /f \/ c/u);
    });

    it("puts the question of the program first, and gives back what was typed after both [C47]", () => {
      const { desk, model, type, chord, field } = deskAfter(student);
      type("mine");
      paste(desk, long);
      model.dispatch({ type: "asked", room: roomId, question: "Sure?" });
      assert.match(layoutNow(desk).hint.join(" "), /Sure\?.*y \/ n/u);
      model.dispatch({ type: "answered", room: roomId });
      assert.equal(field(), "");
      chord("escape");
      assert.equal(field(), "mine");
    });

    it("goes on in the user's editor, and keeps the text where that fails [C47]", async () => {
      const { type, chord, field, hint, answerWith } = deskAfter(student);
      type("a draft");
      answerWith(async (text) => `${text}, much longer\u001b[31m\n`);
      chord("alt+e");
      await new Promise(setImmediate);
      assert.equal(field(), "a draft, much longer");
      answerWith(() => Promise.reject(new Error("vi does not start")));
      chord("ctrl+o");
      await new Promise(setImmediate);
      assert.deepEqual([field(), hint()], ["a draft, much longer", "vi does not start"]);
    });
  });
});
