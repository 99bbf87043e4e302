import assert from "node:assert/strict";
import type { Message } from "@classchat/core";
import { sizeWords } from "@classchat/core";
import type { Transfer } from "classchat/client/session-events";
import { historyLine, messageLine } from "classchat/plain/message-lines";
import { progressWords, TransferWords } from "classchat/plain/transfer-words";

const large: Transfer = {
  ...{ id: "1", way: "send", name: "film.mp4", size: 100_000_000, done: 0 },
  ...{ startedAt: 1_000, state: "running" },
};

describe("what is said of files in lines", () => {
  it("has sizes as people say them", () => {
    const sizes = [0, 1, 999, 1_000, 9_949, 9_951, 999_949, 999_950, 5_000_000, 1.5e9, 2e12];
    const words = "0 bytes|1 byte|999 bytes|1 kB|9.9 kB|10 kB|1 MB|1 MB|5 MB|1.5 GB|2 TB";
    assert.equal(sizes.map(sizeWords).join("|"), words);
  });

  it("is each quarter of a large one, and the end [F20]", () => {
    const words = new TransferWords();
    const said = [0, 10, 25, 26, 49, 80, 99].flatMap((part) =>
      words.of({ ...large, done: part * 1_000_000 }),
    );
    const quarters = ["25 %", "80 %"].map((part) => `film.mp4: ${part} of 100 MB`);
    assert.deepEqual(said, quarters);
    assert.deepEqual(words.of({ ...large, state: "done" }), ["film.mp4 is handed in"]);
    assert.deepEqual(words.of({ ...large, size: 9, done: 5 }), []);
    const failed: Transfer = { ...large, way: "fetch", state: "failed", reason: "No room." };
    assert.deepEqual(words.of(failed), ["film.mp4 was not fetched: No room."]);
  });

  it("has the rate and the time left, counted from where it went on", () => {
    const now = { ...large, done: 60_000_000 };
    const words = "film.mp4: 60 % of 100 MB, 10 MB/s, 4 s left";
    assert.equal(progressWords(now, 40_000_000, 3_000), words);
    assert.equal(progressWords(now, 60_000_000, 3_000), "film.mp4: 60 % of 100 MB");
    const waiting: Transfer = { ...now, state: "waiting" };
    assert.match(progressWords(waiting, 0, 3_000), /, waiting$/u);
  });

  it("names the file before its first lines, which cannot pass for messages", () => {
    const file = { id: "k".repeat(26), name: "notes.txt", size: 12_000, sha256: "0".repeat(64) };
    const at = new Date(2026, 0, 5, 9, 3).getTime();
    const message: Message = {
      ...{ seq: 14, id: "", from: "anu", role: "student", at, file },
      text: "one\n09:04 ben: two",
    };
    const line = "09:03 anu, file notes.txt, 12 kB: one\n      09:04 ben: two";
    assert.equal(messageLine(message), line);
    assert.match(historyLine({ ...message, text: "" }), /^14 .* anu, file notes\.txt, 12 kB$/u);
  });
});
