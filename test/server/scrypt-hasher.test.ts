import assert from "node:assert/strict";
import { scryptHasher } from "@classchat/server/adapters/scrypt-hasher";

describe("scrypt hasher", () => {
  const quick = { logN: 10, r: 8, p: 1 };

  it("knows the password again, and no other", async () => {
    const hasher = scryptHasher(quick);
    const hash = await hasher.hash("correct hörse 🐎");
    assert.equal(await hasher.verify("correct hörse 🐎", hash), true);
    assert.equal(await hasher.verify("wrong horse", hash), false);
  });

  it("never gives the same hash twice, and keeps the parameters in it", async () => {
    const hasher = scryptHasher(quick);
    const hash = await hasher.hash("correct horse");
    assert.notEqual(await hasher.hash("correct horse"), hash);
    const stronger = scryptHasher({ ...quick, logN: 11 });
    assert.equal(await stronger.verify("correct horse", hash), true);
  });

  it("hashes as strongly as promised unless told otherwise", async () => {
    const bytes = Buffer.from(await scryptHasher().hash("correct horse"), "base64");
    const parameters = { logN: bytes[7], r: bytes.readUInt32BE(8), p: bytes.readUInt32BE(12) };
    assert.deepEqual(parameters, { logN: 15, r: 8, p: 3 });
  });

  it("throws for a hash that cannot be read", async () => {
    await assert.rejects(scryptHasher(quick).verify("correct horse", "garbage"));
  });
});
