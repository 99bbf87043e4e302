import assert from "node:assert/strict";
import { once } from "node:events";
import { eventually } from "../support/eventually.ts";
import { firstLine, startProgram } from "../support/programs.ts";
import { RawClient } from "../support/raw-client.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";
import { password, say } from "../support/world.ts";

const count = 1_000;
/** Who come through the door at once; all of them are behind one router. */
const atOnce = 20;

describe("a lecture of a thousand", () => {
  const folder = temporaryFolder();
  let host: ReturnType<typeof startProgram>;
  const clients: RawClient[] = [];
  afterEach(async () => {
    for (const client of clients.splice(0)) client.close();
    host.process.stdin?.end();
    await once(host.process, "close");
  });

  async function open(settings: object): Promise<{ id: string; port: number }> {
    host = startProgram("serve-room", folder(), JSON.stringify(settings));
    return JSON.parse(await firstLine(host));
  }

  it("sits in one room where the mentor makes it as large, all hear what one says, and no more come in [S19]", async () => {
    const room = await open({ "max-members": count, "per-address": count + 100 });
    const enter = async (user: string) => {
      const client = new RawClient(room);
      clients.push(client);
      await client.request("account:register", { user, email: user, password });
      await client.request("account:signIn", { login: user, password });
      await client.request("room:enter", {});
      return client;
    };
    for (let first = 0; first < count; first += atOnce) {
      await Promise.all(Array.from({ length: atOnce }, (_, i) => enter(`pupil-${first + i}`)));
    }
    const [anu] = clients;
    assert.ok(anu);
    await say(anu, "can you hear me?");
    await eventually(() => {
      for (const client of clients) assert.deepEqual(client.texts(), ["can you hear me?"]);
    });
    await assert.rejects(enter("one-too-many"), { code: "room-full" });
    await say(anu, "still here");
  });
});
