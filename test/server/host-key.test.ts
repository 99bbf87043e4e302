import assert from "node:assert/strict";
import { createPrivateKey, createPublicKey, X509Certificate } from "node:crypto";
import { chmod, mkdtemp, readdir, readFile, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openHostKey } from "@classchat/server/adapters/host-key";

describe("the host's key", () => {
  let folder: string;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), "classchat-key-"));
  });

  afterEach(() => rm(folder, { recursive: true }));

  it("is made at the first start and is the same at each later one [S1]", async () => {
    const data = join(folder, "data");
    const first = await openHostKey(data);
    const second = await openHostKey(data);
    assert.equal(second.key, first.key);
    assert.equal(second.fingerprint, first.fingerprint);
    assert.match(first.fingerprint, /^[0-9a-f]{64}$/u);
  });

  it("is one key even when two hosts make it at once [S1]", async () => {
    const keys = await Promise.all(Array.from({ length: 5 }, () => openHostKey(folder)));
    assert.equal(new Set(keys.map(({ key }) => key)).size, 1);
    assert.deepEqual(await readdir(folder), ["key.pem"]);
  });

  it("is readable by its owner alone, also after it came back from a backup [S1]", async function () {
    if (process.platform === "win32") this.skip();
    await openHostKey(folder);
    const file = join(folder, "key.pem");
    assert.equal((await stat(file)).mode & 0o777, 0o600);
    await chmod(file, 0o644);
    await openHostKey(folder);
    assert.equal((await stat(file)).mode & 0o777, 0o600);
  });

  it("is never replaced: a damaged one is an error that says what to do [S1]", async () => {
    const { key } = await openHostKey(folder);
    const file = join(folder, "key.pem");
    for (const damaged of ["", key.slice(0, 80), "hello"]) {
      await writeFile(file, damaged);
      await assert.rejects(openHostKey(folder), { code: "key-damaged" });
      assert.equal(await readFile(file, "utf8"), damaged);
    }
  });

  it("comes with a certificate that any TLS accepts, valid from 2020 to 2049 [S1]", async () => {
    const { key, certificate } = await openHostKey(folder);
    const parsed = new X509Certificate(certificate);
    assert.ok(parsed.verify(createPublicKey(createPrivateKey(key))));
    assert.ok(parsed.checkPrivateKey(createPrivateKey(key)));
    assert.equal(parsed.ca, false);
    assert.equal(parsed.subjectAltName, "DNS:classchat.local");
    assert.deepEqual(parsed.keyUsage, ["1.3.6.1.5.5.7.3.1"]);
    assert.equal(new Date(parsed.validFrom).getUTCFullYear(), 2020);
    assert.equal(new Date(parsed.validTo).getUTCFullYear(), 2049);
  });
});
