import assert from "node:assert/strict";
import { isRoomCode, roomCode, roomCodeMatches } from "@classchat/core/lan";
import { wordlist } from "@scure/bip39/wordlists/english.js";

describe("the room code", () => {
  const fingerprint = "ab".repeat(32);
  const code = "buffalo-reveal-credit-rebel";

  it("is always the same four words for one key [S4]", async () => {
    assert.equal(await roomCode(fingerprint), code);
    assert.notEqual(await roomCode("ba".repeat(32)), code);
  });

  it("is taken from 2,048 words that their first four letters tell apart [S4]", () => {
    assert.equal(wordlist.length, 2_048);
    assert.equal(new Set(wordlist.map((word) => word.slice(0, 4))).size, 2_048);
  });

  it("may be typed in any case, with spaces, dots or dashes, by four letters of each word [S5]", async () => {
    const words = code.split("-");
    for (const typed of [
      code.toUpperCase(),
      ` ${words.join(" ")} `,
      words.join(" . "),
      words.map((word) => word.slice(0, 4)).join("–"),
    ]) {
      assert.ok(await roomCodeMatches(typed, fingerprint), typed);
      assert.ok(isRoomCode(typed), typed);
    }
  });

  it("is refused when a word is wrong, missing, too many or too short [S5]", async () => {
    const words = code.split("-");
    for (const typed of [
      words.toReversed().join("-"),
      words.slice(1).join("-"),
      [...words, "zoo"].join("-"),
      words.map((word) => word.slice(0, 3)).join("-"),
      words.map((word) => `${word}x`).join("-"),
      "",
    ]) {
      assert.equal(await roomCodeMatches(typed, fingerprint), false, typed);
    }
    for (const name of ["physics", "10.77.0.10", "a-b-c-d", "maple-otter-river-seven-zoo"]) {
      assert.equal(isRoomCode(name), false, name);
    }
  });
});
