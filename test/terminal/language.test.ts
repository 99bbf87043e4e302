import assert from "node:assert/strict";
import { demoTerminal, drawn } from "../support/demo-terminal.ts";
import { keys, type Terminal } from "../support/terminal.ts";

// What is the same in all languages: keys, what stands for an argument, the choices behind a command.
const everywhere =
  "classchat history Enter Esc Tab Shift Ctrl Alt PgUp PgDn Home End Del Backspace Space VISUAL EDITOR ROOM WORDS TEXT PATH FILE DIR SEQ USER html json csv dark light contrast off mention all";
// What the people of the demo are called, and its rooms.
const others = "physics physicsaaaaa Mechanics maths today joined anu ben frau_weber mallory";
const known = new Set(`${everywhere} ${others}`.split(" "));

describe("the screen in Hindi", function () {
  this.slow(2_000);
  const start = demoTerminal();
  const hindi = { LANG: "hi_IN.UTF-8" };
  let terminal: Terminal;

  afterEach(() => terminal.close());

  const say = (line: string) => terminal.type(line + keys.enter);
  /** Words in Latin letters that nobody chose but the program. */
  const strangers = () => {
    const text = terminal.text().replaceAll(/(?<![\w/])(?:\/|--)[a-z][a-z-]*/gu, "");
    return [...text.matchAll(/[A-Za-z_]{3,}/gu)].map(([word]) => word).filter(isStrange);
  };

  it("lists rooms, shows a room and tells all keys in no word of another language [C50] [C51]", async () => {
    terminal = start("rooms", { env: hindi, cols: 100, rows: 30 });
    await drawn(terminal);
    await terminal.waitFor(/कक्ष +लोग +भरोसा +शिक्षक +पता/u);
    assert.deepEqual(strangers(), []);

    terminal.type(keys.enter);
    await terminal.waitFor("कक्ष कोड जाँचा नहीं गया: /code WORDS");
    say("नमस्ते");
    await terminal.waitFor(/── सोमवार, 5 जनवरी 2026 ──.*✓ नमस्ते/su);
    say("let them type");
    say("make me a mentor");
    await terminal.waitFor(/कोड की प्रतीक्षा में.*आप अब शिक्षक हैं।.* अन्य लिख रहे हैं/su);
    assert.deepEqual(strangers(), []);
    assertFramed("आप अब शिक्षक हैं।");

    say("clear it");
    await terminal.waitFor("y हाँ / n नहीं, फिर Enter");
    say("नहीं");
    await terminal.waitFor((screen) => !screen.text().includes("y हाँ"));

    say("/help");
    await terminal.waitFor("कोई और कुंजी: वापस");
    assert.deepEqual(strangers(), []);
    terminal.type(keys.end);
    await terminal.waitFor(/कुंजियाँ मदद में.*कोई भी कुंजी: वापस/su);
    assert.deepEqual(strangers(), []);
  });

  it("asks in its forms, and says there what is missing [C51]", async () => {
    terminal = start("sign-in", { env: hindi });
    await drawn(terminal);
    await terminal.waitFor(/साइन इन करें.*› उपयोगकर्ता या ईमेल नाम.*Enter: आगे/su);
    terminal.type(keys.enter);
    await terminal.waitFor("! पहले इसे भरें।");
    assert.deepEqual(strangers(), []);
  });

  /** Letters that are drawn as one take as many cells as the terminal gives them: the column beside them stands. */
  function assertFramed(row: string): void {
    const frame = terminal.find("│");
    const place = terminal.find(row);
    assert.ok(frame && place);
    assert.equal(terminal.cell(frame.x, place.y).text, "│", terminal.drawn());
  }
});

function isStrange(word: string): boolean {
  return !known.has(word);
}
