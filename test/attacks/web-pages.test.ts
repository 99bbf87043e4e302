import assert from "node:assert/strict";
import { transferPath } from "@classchat/core";
import type { Host } from "@classchat/server";
import { eventually } from "../support/eventually.ts";
import { asking, getText, hear, upgradeHeaders } from "../support/strangers.ts";
import { roomNamed, say, World } from "../support/world.ts";

const origins = ["https://example.org", "null", "https://127.0.0.1", "chrome-extension://abc", ""];

describe("a page in somebody's browser", () => {
  let world: World;
  let host: Host;
  beforeEach(async () => {
    world = new World();
    host = await world.startHost();
  });
  afterEach(() => world.end());

  async function answerTo(path: string, headers: readonly string[], method = "GET") {
    const { port } = roomNamed(host, "physics");
    const socket = await asking(port, getText(path, headers).replace("GET", method));
    const heard = hear(socket);
    await eventually(() => assert.match(heard(), /\r\n\r\n/u));
    socket.destroy();
    return heard();
  }

  it("opens neither the chat nor the door for files, whatever it calls itself [S32]", async () => {
    for (const path of ["/socket.io", transferPath]) {
      for (const origin of origins) {
        const headers = [...upgradeHeaders, `origin: ${origin}`];
        const answer = await answerTo(`${path}/?EIO=4&transport=websocket`, headers);
        assert.match(answer, /^HTTP\/1.1 400/u, `${path} from ${origin}`);
      }
    }
  });

  it("reads no card, also under a name that was turned to this address [S32]", async () => {
    const rebound = ["host: evil.example", "sec-fetch-site: same-origin", "sec-fetch-mode: cors"];
    assert.match(await answerTo("/card", rebound), /^HTTP\/1.1 404/u);
    assert.match(await answerTo("/card", ["host: x", "origin: null"]), /^HTTP\/1.1 404/u);
    const asked = ["host: x", "origin: https://example.org", "access-control-request-method: GET"];
    assert.match(await answerTo("/card", asked, "OPTIONS"), /^HTTP\/1.1 404/u);
  });

  it("is never told that it may read an answer [S32]", async () => {
    const answers = [
      await answerTo("/card", ["host: x"]),
      await answerTo("/card", ["host: x", "origin: https://example.org"]),
      await answerTo("/socket.io/?EIO=4&transport=polling", [
        "host: x",
        "origin: https://a.example",
      ]),
      await answerTo("/other", ["host: x"]),
    ];
    for (const answer of answers) assert.doesNotMatch(answer, /access-control-allow/iu);
    await say(await world.member(host, "ben"), "still here");
  });
});
