import assert from "node:assert/strict";
import { RoomId, Token } from "@classchat/core";
import { commonPasswords } from "@classchat/server/adapters/common-passwords";
import { systemClock } from "@classchat/server/adapters/system-clock";
import { systemSecrets } from "@classchat/server/adapters/system-secrets";

describe("secrets of the system", () => {
  it("have the shapes that the protocol asks for", () => {
    assert.ok(RoomId.safeParse(systemSecrets.roomId()).success);
    assert.ok(Token.safeParse(systemSecrets.token()).success);
    assert.match(systemSecrets.code(1_000), /^[2-9A-HJKMNP-TV-Z]{1000}$/u);
    assert.match(systemSecrets.digits(6), /^\d{6}$/u);
    assert.ok(Token.safeParse(systemSecrets.digest("secret")).success);
  });

  it("differ each time, and digests do not", () => {
    const { id, roomId, token, code, digest } = systemSecrets;
    for (const make of [id, roomId, token, () => code(12)]) assert.notEqual(make(), make());
    assert.equal(digest("secret"), digest("secret"));
    assert.notEqual(digest("secret"), digest("secreT"));
  });
});

describe("the system's clock", () => {
  it("calls back once, unless it is stopped before", async () => {
    const called: string[] = [];
    systemClock.after(0, () => called.push("stopped"))();
    const stop = systemClock.after(2 ** 40, () => called.push("too early"));
    // A timer of the clock does not keep the process alive, so the test waits with one that does.
    const alive = setInterval(() => {}, 1_000);
    await new Promise<void>((resolve) => systemClock.after(5, resolve));
    clearInterval(alive);
    stop();
    assert.deepEqual(called, []);
  });
});

describe("common passwords", () => {
  it("are what guessers try first, with decorations and patterns", () => {
    for (const password of [
      "password",
      "PassWord",
      "password1!",
      "sunshine2024",
      "12345678",
      "87654321",
      "aaaaaaaa",
      "abababab",
      "abcabcabc",
      "abcdefgh",
      "ыыыыыыыы",
      "qwertyuiop",
    ]) {
      assert.equal(commonPasswords.has(password), true, password);
    }
  });

  it("are not what someone thought of", () => {
    for (const password of [
      "correct horse",
      "Tr0ub4dor&3",
      "лошадь-скрепка",
      "kx9-vw2-pq",
      "__proto__x",
    ]) {
      assert.equal(commonPasswords.has(password), false, password);
    }
  });
});
