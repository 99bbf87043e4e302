import assert from "node:assert/strict";
import { describeOnLan, sees } from "../support/lan.ts";

describeOnLan("rooms of one name", 2, (lan) => {
  it("on one PC and another are told apart, and the known one is preferred [C5] [D10]", async () => {
    const [first, second, maths, far] = await Promise.all([
      lan().host("host", "physics", { data: "first" }),
      lan().host("host", "physics", { data: "second" }),
      lan().host("host", "maths", { data: "third" }),
      lan().host("s2", "physics"),
    ]);
    const namesakes = [first, second, far];
    await sees(lan().watch("s1"), [
      "maths 10.77.0.10",
      "physics 10.77.0.10",
      "physics 10.77.0.10",
      "physics 10.77.0.12",
    ]);

    const doubtful = await lan().attempt("s1", ["join", "physics", "--as", "anu"]);
    assert.deepEqual([doubtful.exitCode, doubtful.stdout], [2, ""]);
    for (const { room } of namesakes) {
      assert.ok(doubtful.stderr.includes(`:${room.port}, ${room.code}`), doubtful.stderr);
    }
    // By its address, by its id, and by its name once it is known.
    await lan().talk("s1", `10.77.0.10:${second.room.port}`, "anu");
    await lan().talk("s1", maths.room.id, "anu");
    const sent = await lan().attempt("s1", ["send", "physics", "again", "--as", "anu"]);
    assert.deepEqual([sent.exitCode, sent.stdout], [0, "2\n"]);
  });
});
