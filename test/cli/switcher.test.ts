import assert from "node:assert/strict";
import { misfit } from "classchat/input/fuzzy";
import type { Actions } from "classchat/state/actions";
import type { Event, ListedRoom } from "classchat/state/events";
import { Model } from "classchat/state/model";
import { layoutNow } from "classchat/ui/desk";
import { press } from "classchat/ui/keyboard";
import { placeRows } from "classchat/ui/switch-view";
import { entered, messageOf, messagesOf, opened, roomId } from "../support/views.ts";

describe("going to another room", () => {
  const [maths, art] = ["mathsaaaaaaa", "artaaaaaaaaa"];
  const listed = (name: string, given: Partial<ListedRoom> = {}): ListedRoom => ({
    id: name.padEnd(12, "a"),
    ...{ name, title: "", host: "cc.local", address: "10.0.0.2", port: 4_242 },
    ...{ fingerprint: "0".repeat(64), mentor: "weber", online: 3, trust: "new", joined: false },
    ...given,
  });

  /** Three tabs, physics in front and art with something new, and two rooms more on the network. */
  const desk = () => {
    const asked: unknown[][] = [];
    const actions = new Proxy({} as Actions, {
      get:
        (_, name) =>
        (...given: unknown[]) =>
          asked.push([name, ...given]),
    });
    const model = new Model();
    const { dispatch } = model;
    for (const [room, name] of [
      [roomId, "physics"],
      [maths, "maths"],
      [art, "art"],
    ] as const) {
      dispatch({ ...opened, room, name });
    }
    dispatch(entered());
    dispatch({ type: "received", room: art, messages: messagesOf(1, 2) });
    dispatch({
      type: "found",
      rooms: [listed("maths"), listed("chemistry"), listed("music", { trust: "changed" })],
    });
    const it = { model, actions, window: { columns: 80, rows: 12 } };
    const type = (text: string) => press(it, { text });
    const chord = (...chords: string[]) => {
      for (const chord of chords) press(it, { chord });
    };
    const rows = () => placeRows(model.get(), layoutNow(it).pane).map(({ text }) => text.trimEnd());
    const active = () => model.get().active;
    return { model, asked, type, chord, rows, active };
  };

  it("lists what is open, new things first, and what was found [C49]", () => {
    const { chord, rows, active } = desk();
    chord("ctrl+k");
    assert.deepEqual(rows().slice(1), [
      "› art                 open   ●2",
      "  maths               open",
      "  physics             open",
      "  chemistry           join   weber   10.0.0.2:4242",
      "  music               KEY CHANGED",
    ]);
    chord("enter");
    assert.equal(active(), art);
  });

  it("finds by letters of the name, the best first [C49]", () => {
    const { type, chord, rows, active, model } = desk();
    chord("ctrl+k");
    type("mt");
    assert.deepEqual(rows().slice(1), [
      "› maths               open",
      "  chemistry           join   weber   10.0.0.2:4242",
    ]);
    chord("enter");
    assert.equal(active(), maths);
    assert.equal(model.get().switcher, undefined);
  });

  it("joins what was found, and looks for what was not; a changed key it refuses [C49]", () => {
    const { type, chord, asked, model } = desk();
    chord("ctrl+k");
    type("chem");
    chord("enter", "ctrl+k");
    type("10.9.8.7:4242");
    chord("enter");
    assert.deepEqual(asked, [
      ["join", "chemistryaaa"],
      ["join", "10.9.8.7:4242"],
    ]);
    chord("ctrl+k");
    type("mus");
    chord("enter");
    assert.equal(asked.length, 2);
    assert.equal(model.get().hint?.tone, "error");
  });

  it("leaves all as it was on Esc, and what is typed there is not read as seen [C49]", () => {
    const { model, type, chord, active, rows } = desk();
    chord("ctrl+k", "down", "down", "down", "down", "down", "down");
    assert.match(rows().at(-1) ?? "", /^› music/u);
    type("x");
    model.dispatch({ type: "received", room: roomId, messages: messagesOf(1, 3) });
    assert.equal(model.get().tabs[0]?.seen, 0);
    chord("escape");
    assert.equal(active(), roomId);
    assert.deepEqual([model.get().tabs[0]?.seen, model.get().tabs[0]?.field.text], [3, ""]);
  });

  it("goes to the next tab with something new by one key, or says that there is none [C49]", () => {
    for (const key of ["ctrl+g", "alt+a"]) {
      const { chord, active, model } = desk();
      chord(key);
      assert.equal(active(), art);
      chord(key);
      assert.equal(active(), art);
      assert.equal(model.get().hint?.text, "Nothing is new in other rooms.");
    }
  });

  it("goes first where something is meant for oneself, then to what is merely new [C49]", () => {
    const { chord, active, model, rows } = desk();
    const me = { user: "anu", role: "student" } as const;
    model.dispatch({ ...entered({ me }), room: maths } as Event);
    model.dispatch({ type: "switched", room: maths });
    const spoken = [messageOf(1, "@anu?")];
    model.dispatch({ type: "received", room: roomId, messages: spoken });
    chord("ctrl+k");
    assert.match(rows()[1] ?? "", /^› physics +open +●1 @1$/u);
    chord("escape", "ctrl+g");
    assert.equal(active(), roomId, "art has news too, and is the next tab");
    chord("ctrl+g");
    assert.equal(active(), art);
  });

  it("goes to a tab by its number [C49]", () => {
    const { chord, active } = desk();
    chord("alt+3");
    assert.equal(active(), maths);
    chord("alt+9");
    assert.equal(active(), maths);
  });

  it("takes letters that stand together, and early, for the better fit [C49]", () => {
    const score = (typed: string, text: string) => misfit(typed, text) ?? Number.POSITIVE_INFINITY;
    assert.ok(score("ma", "maths") < score("ma", "thermal"));
    assert.ok(score("ph", "biophysics") < score("ph", "parachute"));
    assert.equal(score("ФИЗ", "физика"), 0);
    assert.equal(misfit("xyz", "maths"), undefined);
    assert.equal(misfit(" ", "maths"), 0);
  });
});
