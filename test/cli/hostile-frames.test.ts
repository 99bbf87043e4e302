import assert from "node:assert/strict";
import unicode11 from "@xterm/addon-unicode11";
import xterm from "@xterm/headless";
import { type FrameSize, frameAfter } from "../support/frame.tsx";
import { hostileRoom, hostileViews } from "../support/hostile-room.ts";
import { hostileTexts } from "../support/hostile-texts.ts";

// What no row may have: what a terminal acts on, what turns the direction, what is there and not seen.
const forbidden =
  /[\p{Cc}\p{Cs}\p{Bidi_Control}\u00ad\u180e\u200b\u2028\u2029\u2060-\u2064\ufeff\u{e0000}-\u{e007f}]/u;

const sizes: readonly FrameSize[] = [
  { columns: 110, rows: 40 },
  { columns: 20, rows: 6 },
];

/** The cells of the rows as a terminal has them. */
async function onTerminal(rows: readonly string[], { columns }: FrameSize): Promise<string[][]> {
  const options = { cols: columns, rows: rows.length + 1, allowProposedApi: true };
  const terminal = new xterm.Terminal({ ...options, convertEol: true });
  terminal.loadAddon(new unicode11.Unicode11Addon());
  terminal.unicode.activeVersion = "11";
  await new Promise<void>((resolve) => terminal.write(rows.join("\n"), resolve));
  const lines = rows.map((_, y) => {
    const line = terminal.buffer.active.getLine(y);
    assert.ok(!line?.isWrapped, `row ${y} is too wide`);
    return Array.from({ length: columns }, (_, x) => line?.getCell(x)?.getChars() ?? "");
  });
  terminal.dispose();
  return lines;
}

/** Nothing acts, nothing is too wide, nothing is moved. */
async function assertHarmless(
  rows: readonly string[],
  { size, isRuled }: { size: FrameSize; isRuled: boolean },
): Promise<void> {
  assert.equal(rows.length, size.rows);
  for (const row of rows) assert.doesNotMatch(row, forbidden, JSON.stringify(row));
  const cells = await onTerminal(rows, size);
  for (const [y, row] of rows.entries()) {
    const shown = cells[y]?.join("").trimEnd();
    assert.equal(shown?.replaceAll(" ", ""), row.replaceAll(" ", ""), `row ${y}`);
  }
  if (isRuled) assertStraight(cells, size);
}

/** The rule beside the messages stands in one column, from its first row to its last. */
function assertStraight(cells: readonly string[][], { columns }: FrameSize): void {
  const beside = ruleColumns(columns).map((x) => cells.map((row) => row[x] === "│"));
  const isRuled = beside.some((rows) => {
    const [first, last] = [rows.indexOf(true), rows.lastIndexOf(true)];
    return last - first >= leastRuled && !rows.slice(first, last).includes(false);
  });
  assert.ok(isRuled, "the rule is broken");
}

const leastRuled = 10;

/** Where it stands beside people, and on the host beside the room's address. */
function ruleColumns(columns: number): number[] {
  return [22, 38].map((side) => columns - 1 - Math.min(side, Math.floor(columns / 3)));
}

const ruleless = new Set(["the card", "the switcher", "the list of rooms", "the help", "a form"]);

describe("what others choose or say", () => {
  for (const [kind, text] of Object.entries(hostileTexts)) {
    it(`acts on no terminal and moves no column, wherever it stands: ${kind} [C59]`, async () => {
      const room = Object.values(hostileRoom(text)).flat();
      for (const [place, events] of Object.entries(hostileViews(text))) {
        for (const size of sizes) {
          const rows = frameAfter([...room, ...events], size);
          try {
            await assertHarmless(rows, { size, isRuled: size.rows > 30 && !ruleless.has(place) });
          } catch (error) {
            throw new Error(`${place}, ${size.columns}×${size.rows}:\n${rows.join("\n")}`, {
              cause: error,
            });
          }
        }
      }
    });
  }
});
