import assert from "node:assert/strict";
import { readdir, readFile, stat } from "node:fs/promises";
import { join } from "node:path";
import { openNedbStore } from "@classchat/server/adapters/nedb-store";
import { scryptHasher } from "@classchat/server/adapters/scrypt-hasher";
import { systemSecrets } from "@classchat/server/adapters/system-secrets";
import { temporaryFolder } from "../support/temporary-folder.ts";
import { password, say, World } from "../support/world.ts";

describe("the data directory of a host", () => {
  const folder = temporaryFolder();
  let world: World;
  beforeEach(() => {
    world = new World();
  });
  afterEach(() => world.end());

  async function files(): Promise<string[]> {
    const entries = await readdir(folder(), { recursive: true, withFileTypes: true });
    return entries
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name));
  }

  it("holds no password, token, device or mentor code that could be used [S6]", async () => {
    const host = await world.startHost({
      store: await openNedbStore(folder()),
      hasher: scryptHasher({ logN: 10 }),
      secrets: systemSecrets,
    });
    const mentorCode = await host.issueMentorCode();
    await world.register(host, "anu");
    const guest = world.guest(host);
    const { token, device } = await guest.request("account:signIn", { login: "anu", password });
    await say(guest, "a message");

    const texts = await Promise.all((await files()).map((file) => readFile(file, "utf8")));
    const all = texts.join("\n");
    assert.match(all, /a message/u);
    for (const secret of [password, token, device, mentorCode, mentorCode.replace("-", "")]) {
      assert.ok(!all.includes(secret), secret);
    }
  });

  it("is for its owner alone [S7]", async function () {
    if (process.platform === "win32") this.skip();
    const host = await world.startHost({ store: await openNedbStore(folder("host")) });
    await say(await world.member(host, "anu"), "a message");
    for (const file of await files()) assert.equal((await stat(file)).mode & 0o777, 0o600, file);
    assert.equal((await stat(folder("host", "rooms"))).mode & 0o777, 0o700);
  });
});
