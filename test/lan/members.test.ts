import assert from "node:assert/strict";
import { eventually } from "../support/eventually.ts";
import { Lan, type LanProgram, whyNoLan } from "../support/lan.ts";

const reason = whyNoLan();
const describeOnLan = reason === undefined ? describe : describe.skip;

describeOnLan(`members on a LAN${reason === undefined ? "" : ` (skipped: ${reason})`}`, () => {
  let lan: Lan;
  let anu: LanProgram;
  let ben: LanProgram;

  beforeEach(async () => {
    lan = await Lan.up(2);
    await lan.host("host", "physics");
    [anu, ben] = await Promise.all([
      lan.join("s1", "physics", "anu"),
      lan.join("s2", "physics", "ben"),
    ]);
  });
  afterEach(() => lan.down());

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
    await lan.do("readdr", "host", "10.77.0.99");
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
    await lan.do("cut", "s1");
    anu.type("from afar");
    ben.type("in the room");
    await eventually(() => assert.deepEqual(textsOf(ben), ["in the room"]));
    await lan.do("heal", "s1");
    await bothHave(["in the room", "from afar"], 25_000);
  });

  it("do not join another room that has the old address [C15]", async () => {
    await lan.do("readdr", "host", "10.77.0.99");
    await lan.do("readdr", "s2", "10.77.0.10");
    const { room } = await lan.host("s2", "maths", "another-host");
    anu.type("not for maths");
    await eventually(() => assert.deepEqual(textsOf(anu), ["not for maths"]), 15_000);
    const [maths] = (await lan.rooms("s2")).filter(({ id }) => id === room.id);
    assert.equal(maths?.name, "maths");
  });
});
