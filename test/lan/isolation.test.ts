import assert from "node:assert/strict";
import { eventually } from "../support/eventually.ts";
import { describeOnLan } from "../support/lan.ts";

describeOnLan("members whom the network keeps from the host", 2, (lan) => {
  it("are told so, lose nothing, and are back by themselves [D22]", async () => {
    const { room } = await lan().host("host", "physics");
    const anu = await lan().join("s1", "physics", "anu");
    await lan().do("isolate", "on");
    anu.type("from behind the wall");
    const newcomer = ["--user", "ben", "--email", "ben"];
    const [found, byName, byAddress] = await Promise.all([
      lan().rooms("s2"),
      lan().attempt("s2", ["register", "physics", ...newcomer]),
      lan().attempt("s2", ["register", `10.77.0.10:${room.port}`, ...newcomer]),
      anu.line<{ type: string; state?: string }>(
        ({ type, state }) => type === "connection" && state === "offline",
      ),
    ]);
    assert.deepEqual(found, []);
    for (const { exitCode, stdout, stderr } of [byName, byAddress]) {
      assert.deepEqual([exitCode, stdout], [1, ""]);
      assert.match(stderr, /^classchat: No such room answers.*\n$/u);
    }

    await lan().do("isolate", "off");
    await eventually(() => {
      const said = anu.lines as { type: string; text?: string }[];
      assert.ok(said.some(({ type, text }) => type === "message" && /wall/u.test(text ?? "")));
    }, 25_000);
    await lan().talk("s2", "physics", "ben");
  });
});
