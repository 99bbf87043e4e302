import assert from "node:assert/strict";
import type { Actions } from "classchat/state/actions";
import type { Event, ListedRoom } from "classchat/state/events";
import { Model } from "classchat/state/model";
import { activeRoom } from "classchat/state/state";
import { paste, press } from "classchat/ui/keyboard";
import { type Keystroke, keystrokes } from "classchat/ui/keystroke";
import { entered, messagesOf, opened, roomId } from "../support/views.ts";

describe("the keyboard", () => {
  /** A desk after those events, and what is asked of the rest of the program at it. */
  const deskAfter = (...events: Event[]) => {
    const asked: unknown[][] = [];
    const actions = new Proxy({} as Actions, {
      get:
        (_, name) =>
        (...given: unknown[]) =>
          asked.push([name, ...given]),
    });
    const model = new Model();
    for (const event of events) model.dispatch(event);
    const desk = { model, actions, window: { columns: 80, rows: 20 } };
    const type = (...strokes: (string | Keystroke)[]) => {
      for (const stroke of strokes) {
        press(desk, typeof stroke === "string" ? { text: stroke } : stroke);
      }
    };
    return { desk, model, asked, type, room: () => activeRoom(model.get()) };
  };
  const chord = (name: string): Keystroke => ({ chord: name });
  const enter = chord("enter");

  const idle = {
    ...{ upArrow: false, downArrow: false, leftArrow: false, rightArrow: false },
    ...{ pageDown: false, pageUp: false, home: false, end: false, return: false, escape: false },
    ...{ ctrl: false, shift: false, tab: false, backspace: false, delete: false, meta: false },
    ...{ super: false, hyper: false, capsLock: false, numLock: false },
  };

  it("takes apart what one read brought together", () => {
    assert.deepEqual(keystrokes("hi\rthere\u0001", idle), [
      { text: "hi" },
      enter,
      { text: "there" },
      chord("ctrl+a"),
    ]);
    assert.deepEqual(keystrokes("", { ...idle, tab: true, shift: true }), [chord("shift+tab")]);
    assert.deepEqual(keystrokes("\r", { ...idle, return: true, meta: true }), [chord("alt+enter")]);
    assert.deepEqual(keystrokes("n", { ...idle, ctrl: true }), [chord("ctrl+n")]);
    assert.deepEqual(keystrokes("a", { ...idle, eventType: "release" }), []);
  });

  it("sends what was typed and empties the field", () => {
    const { type, asked, room } = deskAfter(opened, entered());
    type("hello", chord("alt+enter"), "world", enter, enter);
    assert.deepEqual(asked, [["submit", roomId, "hello\nworld"]]);
    assert.equal(room()?.field.text, "");
  });

  it("hands on commands, but carries out those of the screen itself", () => {
    const { type, asked, model } = deskAfter(opened, entered());
    type("/leave", enter, "/help", enter);
    assert.deepEqual(asked, [["submit", roomId, "/leave"]]);
    assert.equal(model.get().help, true);
  });

  it("keeps a text that is too long, and says so", () => {
    const { desk, type, asked, model, room } = deskAfter(opened, entered());
    paste(desk, "x".repeat(4_001));
    type(enter);
    assert.deepEqual(asked, []);
    assert.match(model.get().hint?.text ?? "", /at most 4,000 characters/u);
    assert.equal(room()?.field.text.length, 4_001);
    paste(desk, "x".repeat(1_000_000));
    assert.equal(room()?.field.text.length, 4_001);
  });

  it("asks for an older page once while it scrolls up, until it comes", () => {
    const page = messagesOf(101, 200);
    const { type, asked, model } = deskAfter(opened, entered({ messages: page }));
    for (let times = 0; times < 9; times++) type(chord("pageup"));
    assert.deepEqual(asked, [["older", roomId]]);
    const messages = messagesOf(1, 100);
    model.dispatch({ type: "older", room: roomId, messages, complete: true });
    for (let times = 0; times < 9; times++) type(chord("pageup"));
    assert.equal(asked.length, 1);
  });

  it("scrolls by Home and End only while nothing is typed", () => {
    const { type, room } = deskAfter(opened, entered({ messages: messagesOf(1, 99) }));
    type(chord("home"));
    assert.ok(room()?.anchor);
    type(chord("end"), "text", chord("home"));
    assert.equal(room()?.anchor, undefined);
    assert.equal(room()?.field.cursor, 0);
  });

  it("goes from tab to tab", () => {
    const { type, model } = deskAfter(opened, { ...opened, room: "zzzzzzzzzzzz" });
    const active = () => model.get().active;
    type(chord("ctrl+n"));
    assert.equal(active(), "zzzzzzzzzzzz");
    type(chord("ctrl+n"));
    assert.equal(active(), roomId);
    type(chord("ctrl+p"));
    assert.equal(active(), "zzzzzzzzzzzz");
    type(chord("alt+1"), chord("alt+9"));
    assert.equal(active(), roomId);
  });

  it("sends a form when nothing is missing, trimmed but for the password", () => {
    const { type, asked } = deskAfter(opened, { type: "signInAsked", room: roomId });
    type(enter, " anu ", enter, enter, " horse ", chord("tab"), " ", enter);
    const input = { login: "anu", password: " horse ", remember: true };
    assert.deepEqual(asked, [["signIn", roomId, input]]);
    type("more", enter);
    assert.equal(asked.length, 1, "the form was sent while it was on its way");
  });

  it("pastes into one row of a form without the line break at its end", () => {
    const { desk, type, asked } = deskAfter(opened, { type: "codeAsked", room: roomId });
    paste(desk, "maple otter\n river-seven\n");
    type(enter);
    assert.deepEqual(asked, [["giveCode", roomId, "maple otter river-seven"]]);
  });

  const listed = (id: string, trust: ListedRoom["trust"]): ListedRoom => ({
    ...{ id, name: id, title: "", host: "", address: "10.0.0.1", port: 4_242, fingerprint: id },
    ...{ mentor: null, online: 0, trust, joined: false },
  });

  it("joins the marked room, but none whose key changed", () => {
    const rooms = [listed("a", "new"), listed("b", "changed")];
    const { type, asked, model } = deskAfter({ type: "found", rooms });
    type(enter, chord("down"), chord("down"), enter);
    assert.deepEqual(asked, [["join", "a"]]);
    assert.match(model.get().hint?.text ?? "", /key is not the one known/u);
  });

  it("keeps the mark on its room when others come and go", () => {
    const { type, asked, model } = deskAfter({ type: "found", rooms: [listed("b", "new")] });
    model.dispatch({ type: "found", rooms: [listed("a", "new"), listed("b", "new")] });
    type(enter);
    assert.deepEqual(asked, [["join", "b"]]);
  });

  it("leaves on Ctrl+C wherever the keys go", () => {
    for (const events of [
      [],
      [opened],
      [opened, { type: "signInAsked", room: roomId }],
    ] as Event[][]) {
      const { type, asked, model } = deskAfter(...events);
      type(chord("ctrl+c"));
      assert.deepEqual(asked, [["quit"]]);
      assert.equal(model.get().quit, true);
    }
  });
});
