import assert from "node:assert/strict";
import { displayed } from "classchat/ui/display-order";
import { cut, drawableLine, drawableText, fit, graphemesOf, wrapped } from "classchat/ui/drawable";
import { unmarked } from "classchat/ui/isolates";
import { saidRows } from "classchat/ui/said-rows";
import { textRows } from "classchat/ui/text-rows";
import fc from "fast-check";
import stringWidth from "string-width";
import { itHolds } from "../support/fuzz.ts";
import { anyText, dirtIn, nearName } from "../support/fuzz-texts.ts";

const sized = fc.record({
  text: fc.oneof(anyText, nearName),
  width: fc.integer({ min: 4, max: 120 }),
});

describe("any text in rows", () => {
  const inRows = ({ text, width }: { text: string; width: number }) => {
    for (const row of textRows(text, width)) requireFits(row.text, width);
    for (const row of wrapped(drawableText(text), width)) requireFits(row, width);
  };
  itHolds("is nowhere wider than the rows", sized, inRows, {
    kept: [{ text: "क्".repeat(9), width: 4 }],
  });

  itHolds("is there whole", sized, ({ text, width }) => {
    const plain = text.replaceAll("`", "'");
    const rows = textRows(plain, width).map(({ text }) => unmarked(text));
    assert.equal(withoutSpace(rows.join("")), withoutSpace(drawableText(plain)));
  });

  itHolds("has the same characters in whatever order they are drawn", sized, ({ text, width }) => {
    for (const { text: row } of textRows(text, width)) {
      assert.equal(displayed(row, "terminal"), unmarked(row));
      const drawn = displayed(row, "screen");
      assert.equal(dirtIn(drawn), undefined);
      assert.equal(graphemesOf(drawn).length > 0, graphemesOf(unmarked(row)).length > 0);
      assert.deepEqual(unturned(drawn), unturned(unmarked(row)));
      requireFits(drawn, width);
    }
  });

  itHolds("on one line is cut and filled to the cell", sized, ({ text, width }) => {
    const line = drawableLine(text);
    assert.equal(stringWidth(fit(line, width)), width);
    assert.ok(stringWidth(cut(line, width)) <= width);
  });

  itHolds("folds into no more rows than it has", sized, ({ text, width }) => {
    const said = { id: "1", seq: 1, from: "ben", role: "student", at: 0, text } as const;
    const look = { width: width + 20, mark: " ", digits: 0, isForMe: false } as const;
    const folded = saidRows(said, { ...look, isUnfolded: false });
    const whole = saidRows(said, { ...look, isUnfolded: true });
    assert.ok(folded.length <= Math.min(whole.length, 12));
  });
});

function requireFits(row: string, width: number): void {
  assert.ok(stringWidth(unmarked(row)) <= width, `${stringWidth(row)} cells of ${width}: ${row}`);
}

function withoutSpace(text: string): string {
  return text.normalize("NFC").replace(/\s+/gu, "");
}

/** The code points in a fixed order; a bracket counts as the one that it is turned into. */
function unturned(text: string): string[] {
  return [...text]
    .filter((character) => !/[\p{Ps}\p{Pe}\p{Pi}\p{Pf}\p{Sm}]/u.test(character))
    .sort();
}
