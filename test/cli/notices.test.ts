import assert from "node:assert/strict";
import { Bells } from "classchat/client/bells";
import { exitSummary } from "classchat/exit-summary";
import type { Event } from "classchat/state/events";
import { mentions } from "classchat/state/mentions";
import { Model } from "classchat/state/model";
import { reduce } from "classchat/state/state";
import { tellOutside } from "classchat/ui/outside";
import { noteWith, signsOf, unreadTitle } from "classchat/ui/terminal-signs";
import { temporaryFolder } from "../support/temporary-folder.ts";
import { after, entered, messageOf, opened, roomId } from "../support/views.ts";

const room = roomId;

function said(seq: number, text: string, from = "ben"): Event {
  return { type: "received", room, messages: [messageOf(seq, text, from)] };
}

function doubt(from: string): Event {
  const line = { id: "", student: "ben", from, role: "student" as const, at: 0, text: "why?" };
  return { type: "doubt", room, line };
}

function pinned(by: string, text: string): Event {
  const state = { quiet: null, announcement: { by, text, at: 0 } };
  return { type: "state", room, state };
}

const begun = after(opened, entered());

function alertsAfter(...events: Event[]): number {
  return events.reduce(reduce, begun).alert?.count ?? 0;
}

describe("the bell", () => {
  const folder = temporaryFolder();

  it("rings for @ and one's name, in any case, and for no other name [C40]", () => {
    for (const text of ["@anu look", "hi @ANU!", "(@anu)", "@anu", "@anupama and @anu.", "@anu-"]) {
      assert.ok(mentions(text, "anu"), text);
    }
    for (const text of ["anu", "x@anu", "@anupama", "@anu-maria", "@anu_k", "@ anu", ""]) {
      assert.ok(!mentions(text, "anu"), text);
    }
  });

  it("rings for what is meant for one, and not for what one does oneself [C40]", () => {
    assert.equal(alertsAfter(said(1, "hello"), said(2, "@anu", "anu"), doubt("anu")), 0);
    assert.equal(alertsAfter(said(1, "@anu"), doubt("ben"), pinned("weber", "test")), 3);
    assert.equal(alertsAfter(pinned("anu", "test")), 0);
    assert.equal(alertsAfter(pinned("weber", "test"), pinned("weber", "test")), 1);
  });

  it("rings for everything or nothing where one said so [C40]", () => {
    const set = (bell: "off" | "all"): Event => ({ type: "bellSet", room, bell });
    assert.equal(alertsAfter(set("all"), said(1, "hello"), said(2, "own", "anu")), 1);
    assert.equal(alertsAfter(set("off"), said(1, "@anu"), doubt("ben")), 0);
  });

  it("is kept for each room, also by several at once [C40]", async () => {
    const bells = new Bells(folder(), assert.fail);
    const other = "b".repeat(12);
    await Promise.all([bells.keep(room, "all"), bells.keep(other, "off"), bells.keep(room, "all")]);
    await bells.keep(room, "mention");
    const kept = await new Bells(folder(), assert.fail).all();
    assert.deepEqual(
      [...kept].sort((a, b) => a.room.localeCompare(b.room)),
      [
        { room, bell: "mention" },
        { room: other, bell: "off" },
      ],
    );
  });
});

describe("the edge of the screen", () => {
  function outside(note: "osc9" | undefined = undefined) {
    const model = new Model();
    const written: string[] = [];
    const write = (sequence: string) => void written.push(sequence);
    const stop = tellOutside(model, { signs: { title: true, note }, write });
    for (const event of [opened, entered()]) model.dispatch(event);
    return { model, written, stop };
  }

  it("has the number of what is unread in the title, and the old title at the end [C40]", () => {
    const { model, written, stop } = outside();
    model.dispatch({ type: "helpShown", shown: true });
    model.dispatch(said(1, "hello"));
    model.dispatch({ type: "hinted", text: "now", tone: "info" });
    model.dispatch({ type: "helpShown", shown: false });
    stop();
    const titles = [0, 1, 0].map(unreadTitle);
    assert.deepEqual(written, ["\u001b[22;2t", ...titles, "\u001b]2;\u0007\u001b[23;2t"]);
  });

  it("rings once for many that come together, with the words where they are shown [C40]", () => {
    const { model, written } = outside("osc9");
    written.length = 0;
    for (const seq of [1, 2, 3]) model.dispatch(said(seq, "@anu look"));
    model.dispatch({ type: "unhinted" });
    model.dispatch(said(4, "@anu again"));
    model.dispatch({ type: "unhinted" });
    assert.deepEqual(written, [`\u0007${noteWith("ben in physics: @anu look", "osc9")}`]);
  });

  it("lets no text of others act on the terminal [C40]", () => {
    const hostile = "a\u001b]0;PWNED\u0007;b\u009c\u0007c\u001b[2J\nd";
    assert.equal(noteWith(hostile, "osc9"), "\u001b]9;classchat: a,bc d\u0007");
    assert.equal(noteWith(hostile, "osc777"), "\u001b]777;notify;classchat;a,bc d\u0007");
    assert.equal(noteWith("x".repeat(500), "osc9").length, 4 + "classchat: ".length + 120 + 1);
  });

  it("writes only what the terminal is known to take [C40]", () => {
    const signs = (env: Record<string, string>, platform = "linux") => signsOf({ env, platform });
    assert.deepEqual(signs({ TERM: "xterm-256color" }), { title: true, note: undefined });
    assert.deepEqual(signs({ TERM: "xterm-kitty" }), { title: true, note: "osc9" });
    assert.deepEqual(signs({ TERM: "foot" }), { title: true, note: "osc777" });
    const wezterm = { TERM: "xterm-256color", TERM_PROGRAM: "WezTerm" };
    assert.equal(signs(wezterm).note, "osc9");
    assert.equal(signs({ ...wezterm, TMUX: "/tmp/x" }).note, undefined);
    assert.deepEqual(signs({ TERM: "linux" }), { title: false, note: undefined });
    assert.deepEqual(signs({ TERM: "dumb" }), { title: false, note: undefined });
    assert.deepEqual(signs({}), { title: false, note: undefined });
    assert.deepEqual(signs({}, "win32"), { title: true, note: undefined });
  });
});

describe("what is said at the end", () => {
  it("names the rooms, and what waits in them [C41]", () => {
    const draft = { id: "1", text: "x", at: 0, state: "sending" as const };
    const transfer = {
      ...{ id: "1", way: "fetch" as const, name: "a.txt", size: 1, done: 1, startedAt: 0 },
      ...{ state: "done" as const, path: "/home/anu/a.txt" },
    };
    const { tabs } = after(
      opened,
      entered(),
      { type: "helpShown", shown: true },
      said(1, "hello"),
      { type: "outbox", room, drafts: [draft, { ...draft, id: "2", state: "failed" }] },
      { type: "progress", room, transfer },
      { ...opened, room: "maths", name: "ma\u001b[2Jths" },
    );
    assert.deepEqual(exitSummary(tabs), [
      "Left physics and maths.",
      "physics: 1 unread.",
      "physics: 1 message not sent yet; it goes out when you join again.",
      "physics: 1 message refused and kept: join again for /retry or /discard.",
      "Saved: /home/anu/a.txt",
    ]);
  });

  it("says that a hosted room is closed, and nothing where none was open [C41]", () => {
    const hosting = { addresses: [], port: 1, code: "a-b-c-d" };
    const { tabs } = after(opened, { type: "hosting", room, ...hosting });
    assert.deepEqual(exitSummary(tabs), ["Closed physics."]);
    assert.deepEqual(exitSummary([]), []);
  });
});
