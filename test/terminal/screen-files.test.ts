import assert from "node:assert/strict";
import { demoScreen, field, status } from "../support/demo-terminal.ts";
import { keys } from "../support/terminal.ts";

describe("files on the screen", function () {
  this.slow(2_000);
  const show = demoScreen();

  it("stand among the messages, are marked by Tab and fetched by Enter [C33] [C34]", async () => {
    const terminal = await show("files");
    await terminal.waitFor(/★frau_weber {3}↓ \[file\] sheet-7\.txt {2}12 kB {2}\/get 2/u);
    terminal.type(keys.tab + keys.tab + keys.tab);
    await terminal.sees(() => {
      assert.match(terminal.text(), /Enter fetches sheet-7\.txt/u);
      const at = terminal.find("› [file] sheet-7.txt");
      assert.ok(at && terminal.cell(at.x + 2, at.y).inverse);
    });
    terminal.type(keys.enter);
    await terminal.waitFor("✓ /get 2");
  });

  it("show how far they are, what failed until Esc, and go when they are done [C35]", async () => {
    const terminal = await show("files");
    terminal.say("fetch some");
    await terminal.waitFor(/^ ↓ sheet-7\.txt {2}█████░{7} {3}43 % {2}\(\/cancel\)/mu);
    terminal.say("fail it");
    await terminal.waitFor(/! a film with .*… not sent: The host's disk/u);
    terminal.say("fetch all");
    await terminal.sees(() => {
      assert.match(terminal.text(), / {2}sheet-7\.txt is saved: \/home\/anu\/sheet-7\.txt/u);
      assert.match(terminal.text(), /↓ sheet-7\.txt {2}fetched/u);
    });
    await terminal.waitFor((screen) => !screen.text().includes("fetched"));
    terminal.type("\u001b");
    await terminal.waitFor((screen) => !screen.text().includes("not sent"));
  });

  it("are asked about when they are dropped on the window [C36]", async () => {
    const terminal = await show("files");
    terminal.paste("'/home/anu/my notes.txt' ");
    await terminal.waitFor("Send my notes.txt as a file? The room takes text, at most 5");
    terminal.type(`n${keys.enter}`);
    await terminal.waitFor("› '/home/anu/my notes.txt'");
    terminal.type(keys.ctrl("u"));
    await terminal.waitFor((screen) => screen.lines().at(field) === "›");
    terminal.paste("/home/anu/notes.txt");
    await terminal.waitFor("y / n");
    terminal.type(`y${keys.enter}`);
    await terminal.waitFor("✓ /file /home/anu/notes.txt");
  });

  it("have their paths completed by Tab [C36]", async () => {
    const terminal = await show("files");
    terminal.type(`/file ~/no${keys.tab}`);
    await terminal.sees(() => {
      assert.match(terminal.text(), /notes\.txt {3}notes-2\.txt/u);
      assert.equal(terminal.row(field), "› /file ~/notes");
    });
  });

  it("leave a small window whole, and tell mentors there of a full disk [C35] [C37]", async () => {
    const terminal = await show("files");
    for (const line of ["make me a mentor", "fill the disk", "send five", "fail it"])
      terminal.say(line);
    await terminal.waitFor(/ ! disk full:.* {3}no more messages.* ● 5 files on the way/su);
    for (const [cols, rows] of [
      [40, 12],
      [20, 6],
      [80, 24],
    ] as const) {
      terminal.resize(cols, rows);
      await terminal.waitFor((screen) => {
        const lines = screen.lines();
        const isNarrow = cols < 60;
        return (
          lines.every((line) => line.length <= cols) &&
          /^\[1 physics\]/u.test(lines[0] ?? "") &&
          lines.filter((line) => line.startsWith(" ! a film")).length === 1 &&
          lines.at(field) === "›" &&
          (lines.at(status) ?? "").startsWith(" ! disk full") === isNarrow
        );
      });
    }
  });

  it("need no colours [C34] [C35]", async () => {
    const terminal = await show("files", { env: { NO_COLOR: "1" } });
    terminal.say("fetch some");
    terminal.say("fail it");
    await terminal.waitFor(/^ ! a film/mu);
    terminal.type(keys.tab);
    await terminal.waitFor(/anu {10}› \[file\] solution\.md/u);
    assert.ok(!/\[(?:\d+;)*[1-9]\d*m/u.test(terminal.output));
  });
});
