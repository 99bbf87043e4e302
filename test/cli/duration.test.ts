import assert from "node:assert/strict";
import { readDuration } from "classchat/input/duration";
import { durationWords } from "classchat/input/duration-words";

describe("how long something lasts", () => {
  it("is told as it was typed", () => {
    const told: Record<string, string> = {
      ...{ "1s": "1 s", "45s": "45 s", "60s": "1 min", "90s": "90 s", "99s": "99 s" },
      ...{ "100s": "1 min 40 s", "150s": "2 min 30 s", 5: "5 min", "10m": "10 min" },
      ...{ "1h": "1 h", "90m": "1 h 30 min", "2h": "2 h", "150m": "2 h 30 min", "36h": "36 h" },
      ...{ "7d": "7 days", "60h": "2 days 12 h" },
    };
    for (const [typed, words] of Object.entries(told)) {
      assert.equal(durationWords(readDuration(typed) ?? 0), words, typed);
    }
  });

  it("is told the same when a moment of it has gone by", () => {
    for (const typed of ["45s", "90s", "150s", "10m", "2h", "7d"]) {
      const ms = readDuration(typed) ?? 0;
      assert.equal(durationWords(ms - 900), durationWords(ms), typed);
    }
  });
});
