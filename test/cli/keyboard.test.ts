import assert from "node:assert/strict";
import type { Event } from "classchat/state/events";
import { layoutNow } from "classchat/ui/desk";
import { paste } from "classchat/ui/keyboard";
import { type Keystroke, keystrokes } from "classchat/ui/keystroke";
import { chord, deskAfter, enter } from "../support/desk.ts";
import { entered, messagesOf, opened, roomId } from "../support/views.ts";

describe("the keyboard", () => {
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
    paste(desk, "x".repeat(4_000));
    type("x", enter);
    assert.deepEqual(asked, []);
    assert.match(model.get().hint?.text ?? "", /at most 4,000 characters/u);
    assert.equal(room()?.field.text.length, 4_001);
    paste(desk, "x".repeat(4_000));
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

  const quiet = (endsInMs: number): Event => {
    const state = { quiet: { by: "mia", endsInMs }, announcement: null };
    return { type: "state", room: roomId, state };
  };

  it("keeps a message in the field while it may not be sent, but not a command [C28]", () => {
    const { desk, type, asked, room, model } = deskAfter(opened, entered(), quiet(60_000));
    type("my answer", enter);
    assert.deepEqual(asked, []);
    assert.equal(room()?.field.text, "my answer");
    assert.match(
      layoutNow(desk).hint.join(" "),
      /The room is quiet for 1:00: your text waits here/u,
    );
    model.dispatch(quiet(0));
    assert.match(layoutNow(desk).hint.join(" "), /You may write again/u);
    type(enter);
    assert.deepEqual(asked, [["submit", roomId, "my answer"]]);
    model.dispatch(quiet(60_000));
    type("/leave", enter);
    assert.deepEqual(asked.at(-1), ["submit", roomId, "/leave"]);
  });

  const question: Event = { type: "asked", room: roomId, question: "Clear 42 messages?" };

  it("takes a typed yes or no, and Esc, for the answer to a question [C30]", () => {
    const answered = (...strokes: (string | Keystroke)[]) => {
      const { type, asked } = deskAfter(opened, entered(), question);
      type(enter, "no idea", enter, chord("pageup"), chord("ctrl+u"));
      assert.deepEqual(asked, []);
      type(...strokes);
      return asked;
    };
    for (const yes of ["y", "YES "]) {
      assert.deepEqual(answered(yes), []);
      assert.deepEqual(answered(yes, enter), [["answer", roomId, true]]);
    }
    for (const no of ["n", "no"])
      assert.deepEqual(answered(no, enter), [["answer", roomId, false]]);
    assert.deepEqual(answered(chord("escape")), [["answer", roomId, false]]);
  });

  it("lets nothing that is typed for the room answer a question that comes meanwhile [C30]", () => {
    const { type, asked, room, model } = deskAfter(opened, entered());
    type("ye");
    model.dispatch(question);
    type("s", enter);
    assert.deepEqual(asked, []);
    type(chord("ctrl+u"), "n", enter);
    assert.deepEqual(asked, [["answer", roomId, false]]);
    model.dispatch({ type: "answered", room: roomId });
    assert.deepEqual([room()?.field.text, room()?.question], ["ye", undefined]);
  });

  it("says what is wrong with a command and how it is typed, and keeps it", () => {
    const { type, asked, model, room } = deskAfter(opened, entered());
    const hintAfter = (line: string) => {
      type(chord("ctrl+u"), line, enter);
      assert.equal(room()?.field.text, line);
      return model.get().hint?.text;
    };
    assert.equal(
      hintAfter("/mute ben long"),
      '"long" is no time: write 30s, 10m, 2h or 7d. It is typed like this: /mute USER [10m]',
    );
    assert.equal(hintAfter("/doubt"), "Something is missing. It is typed like this: /doubt TEXT");
    assert.deepEqual(asked, []);
  });

  const refused = (code: "kicked" | "banned"): Event => {
    return { type: "connection", room: roomId, connection: { state: "refused", code } };
  };

  it("keeps the text of who was put out, and says how to come back [C20]", () => {
    const { desk, type, asked, room, model } = deskAfter(opened, entered(), refused("kicked"));
    const hint = () => layoutNow(desk).hint.join(" ");
    assert.equal(hint(), "You are out of this room: /join physics brings you back.");
    type("but", enter);
    assert.equal(room()?.field.text, "but");
    assert.match(hint(), /^Your text waits here.*\/join physics/u);
    type(chord("ctrl+u"), "/join physics", enter);
    assert.deepEqual(asked, [["submit", roomId, "/join physics"]]);
    model.dispatch(refused("banned"));
    assert.match(hint(), /^You are banned: talk to the mentor/u);
  });

  it("tells now and then that a message is typed, but not a command [C28]", () => {
    const { type, typing, model } = deskAfter(opened, entered());
    type("/clear", chord("ctrl+u"));
    assert.equal(typing(), 0);
    type("h", "e", "y", chord("left"));
    assert.equal(typing(), 1);
    model.dispatch({ type: "typingTold", room: roomId, at: Date.now() - 3_000 });
    type(chord("left"));
    assert.equal(typing(), 1);
    type("!");
    assert.equal(typing(), 2);
    const held = deskAfter(opened, entered(), quiet(60_000));
    held.type("hey");
    assert.equal(held.typing(), 0);
  });

  it("scrolls the help, and closes it with any other key", () => {
    const { desk, type, model } = deskAfter(opened, entered());
    Object.assign(desk, { window: { columns: 30, rows: 10 } });
    type("/help", enter, chord("pagedown"), chord("down"));
    assert.equal(model.get().helpTop, 6);
    type(chord("end"));
    const { helpTop } = model.get();
    type(chord("pagedown"));
    assert.equal(model.get().helpTop, helpTop);
    type(chord("home"));
    assert.equal(model.get().helpTop, 0);
    type("x");
    assert.equal(model.get().help, false);
  });
});
