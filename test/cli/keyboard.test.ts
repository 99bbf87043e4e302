import assert from "node:assert/strict";
import type { Actions } from "classchat/state/actions";
import type { Event, ListedRoom } from "classchat/state/events";
import { type Form, newForm } from "classchat/state/form";
import { Model } from "classchat/state/model";
import { activeRoom } from "classchat/state/state";
import { layoutNow } from "classchat/ui/desk";
import { paste, press } from "classchat/ui/keyboard";
import { type Keystroke, keystrokes } from "classchat/ui/keystroke";
import { entered, messagesOf, opened, roomId } from "../support/views.ts";

describe("the keyboard", () => {
  /** A desk after those events, and what is asked of the rest of the program at it. */
  const deskAfter = (...events: Event[]) => {
    const asked: unknown[][] = [];
    let typing = 0;
    const actions = new Proxy({} as Actions, {
      get:
        (_, name) =>
        (...given: unknown[]) =>
          name === "typing" ? typing++ : asked.push([name, ...given]),
    });
    const model = new Model();
    for (const event of events) model.dispatch(event);
    const desk = { model, actions, window: { columns: 80, rows: 20 } };
    const type = (...strokes: (string | Keystroke)[]) => {
      for (const stroke of strokes) {
        press(desk, typeof stroke === "string" ? { text: stroke } : stroke);
      }
    };
    const room = () => activeRoom(model.get());
    return { desk, model, asked, type, room, typing: () => typing };
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

  it("sends a form when nothing is missing, trimmed but for the password", () => {
    const { type, asked } = deskAfter(opened, { type: "signInAsked", room: roomId });
    type(enter, " anu ", enter, enter, " horse ", chord("tab"), " ", enter);
    const input = { login: "anu", password: " horse ", remember: true };
    assert.deepEqual(asked, [["signIn", roomId, input]]);
    type("more", enter);
    assert.equal(asked.length, 1, "the form was sent while it was on its way");
  });

  it("keeps whoever made an account or a new password signed in if they say so [C66]", () => {
    const account = ["anu", enter, "anu.k", enter, "horse1234", enter, "horse1234"];
    const tab = chord("tab");
    for (const tick of [true, false]) {
      const { type, asked, model } = deskAfter(opened, { type: "signInAsked", room: roomId });
      const show = (form: Form) => model.dispatch({ type: "formEdited", room: roomId, form });
      show(newForm("register"));
      type(...account, tab, tab, ...(tick ? [" "] : []), enter);
      show(newForm("reset"));
      type("anu.k", enter, "123456", enter, "horse1234", enter, "horse1234", tab);
      type(...(tick ? [" "] : []), enter);
      const given = asked.map(([name, , input]) => [
        name,
        (input as { remember: boolean }).remember,
      ]);
      assert.deepEqual(given, [
        ["register", tick],
        ["reset", tick],
      ]);
    }
  });

  it("shows the mentor of a new host that they stay signed in there, and lets them say no [C66]", () => {
    const account = ["mia", enter, "mia", enter, "horse1234", enter, "horse1234"];
    const asked = [[enter], [chord("tab"), " ", enter]].map((rest) => {
      const desk = deskAfter(opened, { type: "firstRunAsked" });
      desk.type(...account, ...rest);
      return (desk.asked[0]?.[1] as { remember?: boolean } | undefined)?.remember;
    });
    assert.deepEqual(asked, [true, false]);
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

  it("carries out in the list what needs no room, and says of the rest that it does [C69]", () => {
    const { type, asked, model } = deskAfter({ type: "found", rooms: [listed("a", "new")] });
    const hint = () => model.get().hint?.text;
    type("/theme light", enter);
    assert.equal(model.get().theme, "light");
    assert.deepEqual(asked, [["submit", "rooms", "/theme light"]]);
    type("/bell all", enter);
    assert.equal(hint(), "/bell is about one room: go to its tab first.");
    assert.equal(model.get().listField.text, "");
    type("/theme", enter);
    assert.match(hint() ?? "", /typed like this: \/theme/u);
    assert.equal(model.get().listField.text, "/theme");
    type("x", enter);
    assert.match(hint() ?? "", /There is no command \/themex; did you mean \/theme\?/u);
    assert.equal(asked.length, 1);
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

  it("comes back to a room by Enter in the list [C20]", () => {
    const rooms = [{ ...listed("a", "known"), id: roomId }];
    const inList: Event[] = [
      { type: "found", rooms },
      { type: "switched", room: "rooms" },
    ];
    const present = deskAfter(opened, entered(), ...inList);
    present.type(enter);
    assert.deepEqual([present.asked, present.model.get().active], [[], roomId]);
    const out = deskAfter(opened, entered(), refused("kicked"), ...inList);
    out.type(enter);
    assert.deepEqual(out.asked, [["join", roomId]]);
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

  it("asks for a reset code, and sets the new password with it [C32]", () => {
    const { type, asked, model } = deskAfter(opened, { type: "signInAsked", room: roomId });
    const toLink = [chord("shift+tab"), chord("shift+tab")];
    type(...toLink, enter, " anu.k ", enter);
    assert.deepEqual(asked, [["requestReset", roomId, "anu.k"]]);
    model.dispatch({ type: "resetRequested", room: roomId, delivery: "mentor" });
    type("ABCD-EFGH ", enter, "long enough", enter, "long enough", enter);
    const input = {
      email: "anu.k",
      resetCode: "ABCD-EFGH",
      password: "long enough",
      remember: false,
    };
    assert.deepEqual(asked.at(-1), ["reset", roomId, input]);
  });
});
