import assert from "node:assert/strict";
import { getPriority } from "node:os";
import { HasherApart } from "@classchat/server/adapters/hasher-apart";
import { scryptHasher } from "@classchat/server/adapters/scrypt-hasher";
import { eventually } from "../support/eventually.ts";
import { password } from "../support/world.ts";

describe("the process that hashes", function () {
  this.slow(3_000);

  it("does as scrypt does here, and gives way to everything else [A19]", async () => {
    const hasher = new HasherApart();
    const hash = await hasher.hash(password);
    assert.ok(hasher.pid);
    assert.ok(getPriority(hasher.pid) > getPriority());
    assert.deepEqual(
      await Promise.all([hasher.verify(password, hash), hasher.verify("another", hash)]),
      [true, false],
    );
    assert.equal(await scryptHasher().verify(password, hash), true);
    process.kill(hasher.pid);
  });

  it("is done without where it ends, and comes again", async () => {
    const hasher = new HasherApart();
    const hash = await hasher.hash(password);
    const first = hasher.pid ?? 0;
    const matches = hasher.verify(password, hash);
    process.kill(first, "SIGKILL");
    assert.equal(await matches, true);
    await eventually(() => assert.equal(hasher.pid, undefined));
    assert.equal(await hasher.verify("another", hash), false);
    assert.notEqual(hasher.pid, first);
    process.kill(hasher.pid ?? 0);
  });
});
