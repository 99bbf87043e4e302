import assert from "node:assert/strict";
import { demoScreen } from "../support/demo-terminal.ts";
import { keys, type Terminal } from "../support/terminal.ts";

// What is the same in all languages: keys, what stands for an argument, the choices behind a command.
const everywhere =
  "classchat history Enter Esc Tab Shift Ctrl Alt PgUp PgDn Home End Del Backspace Space VISUAL EDITOR ROOM WORDS TEXT PATH FILE DIR SEQ USER html json csv dark light contrast off mention all";
// What the people of the demo are called, and its rooms.
const others = "physics physicsaaaaa Mechanics maths today joined anu ben frau_weber mallory";
const known = new Set(`${everywhere} ${others}`.split(" "));

describe("the screen in Hindi", function () {
  this.slow(2_000);
  const show = demoScreen();
  const hindi = { LANG: "hi_IN.UTF-8" };

  /** Words in Latin letters that nobody chose but the program. */
  const strangers = (terminal: Terminal) => {
    const text = terminal.text().replaceAll(/(?<![\w/])(?:\/|--)[a-z][a-z-]*/gu, "");
    return [...text.matchAll(/[A-Za-z_]{3,}/gu)].map(([word]) => word).filter(isStrange);
  };

  it("lists rooms, shows a room and tells all keys in no word of another language [C50] [C51]", async () => {
    const terminal = await show("rooms", { env: hindi, cols: 100, rows: 30 });
    await terminal.waitFor(/कक्ष +लोग +भरोसा +शिक्षक +पता/u);
    assert.deepEqual(strangers(terminal), []);

    terminal.type(keys.enter);
    await terminal.waitFor("कक्ष कोड जाँचा नहीं गया: /code WORDS");
    terminal.say("नमस्ते");
    await terminal.waitFor(/── सोमवार, 5 जनवरी 2026 ──.*✓ नमस्ते/su);
    terminal.say("let them type");
    terminal.say("make me a mentor");
    await terminal.waitFor(/कोड की प्रतीक्षा में.*आप अब शिक्षक हैं।.* अन्य लिख रहे हैं/su);
    assert.deepEqual(strangers(terminal), []);
    assertFramed(terminal, "आप अब शिक्षक हैं।");

    terminal.say("clear it");
    await terminal.waitFor("y हाँ / n नहीं, फिर Enter");
    terminal.say("नहीं");
    await terminal.waitFor((screen) => !screen.text().includes("y हाँ"));

    terminal.say("/help");
    await terminal.waitFor("कोई और कुंजी: वापस");
    assert.deepEqual(strangers(terminal), []);
    terminal.type(keys.end);
    await terminal.waitFor(/कुंजियाँ मदद में.*कोई भी कुंजी: वापस/su);
    assert.deepEqual(strangers(terminal), []);
  });

  it("asks in its forms, and says there what is missing [C51]", async () => {
    const terminal = await show("sign-in", { env: hindi });
    await terminal.waitFor(/साइन इन करें.*› उपयोगकर्ता या ईमेल नाम.*Enter: आगे/su);
    terminal.type(keys.enter);
    await terminal.waitFor("! पहले इसे भरें।");
    assert.deepEqual(strangers(terminal), []);
  });

  /** Letters that are drawn as one take as many cells as the terminal gives them: the column beside them stands. */
  function assertFramed(terminal: Terminal, row: string): void {
    const frame = terminal.find("│");
    const place = terminal.find(row);
    assert.ok(frame && place);
    assert.equal(terminal.cell(frame.x, place.y).text, "│", terminal.drawn());
  }
});

function isStrange(word: string): boolean {
  return !known.has(word);
}
