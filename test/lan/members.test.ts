import assert from "node:assert/strict";
import { eventually } from "../support/eventually.ts";
import { describeOnLan, type LanProgram, type ListeningEvent } from "../support/lan.ts";

describeOnLan("members on a LAN", 2, (lan) => {
  let room: ListeningEvent;
  let anu: LanProgram;
  let ben: LanProgram;

  beforeEach(async () => {
    ({ room } = await lan().host("host", "physics"));
    [anu, ben] = await Promise.all([
      lan().join("s1", "physics", "anu"),
      lan().join("s2", "physics", "ben"),
    ]);
  });

  const textsOf = ({ lines }: LanProgram) =>
    (lines as { type: string; text?: string }[])
      .filter(({ type }) => type === "message")
      .map(({ text }) => text);
  const bothHave = (texts: string[], patienceMs = 5_000) =>
    eventually(() => {
      assert.deepEqual(textsOf(anu), texts);
      assert.deepEqual(textsOf(ben), texts);
    }, patienceMs);

  it("are back by themselves when the host's address changes, with nothing lost [C13] [C15]", async () => {
    anu.type("before");
    await bothHave(["before"]);
    await lan().do("readdr", "host", "10.77.0.99");
    anu.type("meanwhile");
    ben.type("after");
    // Both are on their way at once, so either may be the first.
    await eventually(() => {
      for (const member of [anu, ben]) {
        assert.deepEqual(textsOf(member).toSorted(), ["after", "before", "meanwhile"]);
      }
    }, 15_000);
    assert.deepEqual(textsOf(anu), textsOf(ben));
  });

  it("write on while their cable is out, and hear what they missed [C13] [C14]", async () => {
    await lan().do("cut", "s1");
    anu.type("from afar");
    ben.type("in the room");
    await eventually(() => assert.deepEqual(textsOf(ben), ["in the room"]));
    await lan().do("heal", "s1");
    await bothHave(["in the room", "from afar"], 25_000);
  });

  it("say nothing to another host that has the old address and port [C15]", async () => {
    await lan().do("readdr", "host", "10.77.0.99");
    await lan().do("readdr", "s2", "10.77.0.10");
    const { room: maths } = await lan().host("s2", "maths", { data: "other", port: room.port });
    anu.type("not for maths");
    await eventually(() => assert.deepEqual(textsOf(anu), ["not for maths"]), 15_000);
    const found = await lan().rooms("s1");
    assert.deepEqual(found.map(({ name, address, port }) => [name, address, port]).toSorted(), [
      ["maths", "10.77.0.10", maths.port],
      ["physics", "10.77.0.99", room.port],
    ]);
  });
});
