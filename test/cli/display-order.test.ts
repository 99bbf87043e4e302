import assert from "node:assert/strict";
import { displayed } from "classchat/ui/display-order";
import { cut, drawableLine, fit, wrapped } from "classchat/ui/drawable";
import { hasUnknownOrderer, ordererOf } from "classchat/ui/orderer";
import { rowsAt } from "classchat/ui/rows";
import { after, entered, messageOf, opened } from "../support/views.ts";

const marks = /\p{Bidi_Control}/u;

/** What stands on a terminal that draws one character behind the other. */
function shown(text: string): string {
  return displayed(text, "screen");
}

/** The rows of one message as they are drawn, without who said it. */
function textRows(text: string, width = 80): string[] {
  const { tabs } = after(opened, entered({ messages: [messageOf(1, text)] }));
  const rows = tabs[0] ? rowsAt(tabs[0], 0, width) : [];
  return rows.flatMap((row) => {
    if (row.kind !== "said") return [];
    return (row.spans ?? [row]).map(({ text }) => shown(text)).join("");
  });
}

describe("text from right to left", () => {
  it("stands in the order in which it is read, numbers and Latin words within it from left to right [C56]", () => {
    assert.deepEqual(textRows("שלום עולם"), ["םלוע םולש"]);
    assert.deepEqual(textRows("מבחן 12 ב-Python מחר"), ["רחמ Python-ב 12 ןחבמ"]);
    assert.deepEqual(textRows("the word שלום עולם means hello"), [
      "the word םלוע םולש means hello",
    ]);
  });

  it("has its brackets turned and its end on the left [C56]", () => {
    assert.deepEqual(textRows("שלום (עולם)!"), ["!(םלוע) םולש"]);
    assert.deepEqual(textRows("[א] <ב>"), ["<ב> [א]"]);
  });

  it("goes on in the direction of the message where it is broken [C56]", () => {
    const rows = textRows("שלום לכולם, see page 12 of the hand-out.", 30);
    assert.deepEqual(rows, ["see page ,םלוכל םולש", ".of the hand-out 12"]);
  });

  it("keeps marks on their letters, and characters beyond the first plane whole [C56]", () => {
    assert.deepEqual(textRows("שָׁלוֹם 👍"), ["👍 םוֹלשָׁ"]);
    assert.deepEqual(textRows("𞤀𞤣 (𞤤𞤢)"), ["(𞤢𞤤) 𞤣𞤀"]);
  });

  it("leaves code in its places, and turns only what is written in it [C56]", () => {
    const rows = textRows('```python\nprint("שלום", 1)  # מחר\n```');
    assert.deepEqual(rows, ['1 │ print("םולש", 1)  # רחמ']);
  });

  it("moves nothing beside it: cells stay as wide and in their places [C56]", () => {
    const row = `${fit(drawableLine("פיזיקה"), 10)}  ${fit("12", 4)}  ${fit(drawableLine("ד״ר כהן (א)"), 8)}|`;
    assert.equal(shown(row), "הקיזיפ      12    …ןהכ ר״ד|");
    assert.equal(shown(cut(`a ${drawableLine("שלום עולם")} b`, 9)), "a …ע םולש");
  });

  it("is turned again in each row of a longer text [C56]", () => {
    const rows = wrapped(`★ ${drawableLine("כהן")}: ${drawableLine("מבחן מחר בשמונה")} !`, 12);
    assert.deepEqual(rows.map(shown), ["★ ןהכ: ןחבמ", "הנומשב רחמ !"]);
  });

  it("goes out as it was written where the terminal orders it, and no mark goes with it [C56]", () => {
    const row = `${drawableLine("שלום (עולם)")} x`;
    assert.match(row, marks);
    assert.equal(displayed(row, "terminal"), "שלום (עולם) x");
    assert.doesNotMatch(shown(row), marks);
    assert.equal(shown("plain ★ 日本"), "plain ★ 日本");
  });

  it("is ordered by the terminal where the environment shows that it does, and else here [C56]", () => {
    const by = (env: Record<string, string>) => ordererOf({ env });
    const vte = { TERM: "xterm-256color", VTE_VERSION: "7600" };
    const terminals = [
      vte,
      { ...vte, TERM: "tmux-256color", TERM_PROGRAM: "tmux" },
      { TERM: "xterm-256color", KONSOLE_VERSION: "240801" },
      { TERM_PROGRAM: "Apple_Terminal" },
      { TERM: "mlterm" },
      { TERM: "xterm-kitty" },
      { TERM: "xterm", CLASSCHAT_BIDI: "terminal" },
    ];
    const screens = [
      {},
      { TERM: "xterm-256color" },
      { ...vte, VTE_VERSION: "5600" },
      { ...vte, TERM: "alacritty" },
      { ...vte, TERM_PROGRAM: "vscode" },
      { ...vte, TERM_PROGRAM: "WezTerm" },
      { ...vte, CLASSCHAT_BIDI: "screen" },
      { TERM: "tmux-256color" },
      { WT_SESSION: "1" },
    ];
    for (const env of terminals) assert.equal(by(env), "terminal", JSON.stringify(env));
    assert.ok(hasUnknownOrderer({ env: { CLASSCHAT_BIDI: "both" } }));
    assert.ok(!terminals.some((env) => hasUnknownOrderer({ env })));
    for (const env of screens) assert.equal(by(env), "screen", JSON.stringify(env));
  });
});
