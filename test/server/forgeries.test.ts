import assert from "node:assert/strict";
import { Forgeries } from "@classchat/server/chat/forgeries";
import { FakeClock } from "../support/fake-clock.ts";
import { recordingAudit } from "../support/fakes.ts";

describe("forgeries", () => {
  let clock: FakeClock;
  let audit: ReturnType<typeof recordingAudit>;
  let forgeries: Forgeries;
  beforeEach(() => {
    [clock, audit] = [new FakeClock(), recordingAudit()];
    forgeries = new Forgeries("physics", { clock, audit });
  });

  it("are put on record one by one, then as a number for each minute [O15]", () => {
    for (let i = 0; i < 1_000; i++) forgeries.refused("anu", "member:ban");
    forgeries.refused("ben", "room:clear");
    assert.equal(audit.lines.length, 6);
    assert.equal(
      audit.lines[0],
      "physics: anu tried to ban someone and was refused: not a mentor (member:ban)",
    );
    assert.equal(
      audit.lines[5],
      "physics: ben tried to clear the history and was refused: not a mentor (room:clear)",
    );

    clock.advance(60_000);
    assert.deepEqual(audit.lines.slice(6), [
      "physics: anu was refused 995 more requests within a minute: not a mentor",
    ]);
    forgeries.refused("anu", "member:kick");
    assert.equal(
      audit.lines.at(-1),
      "physics: anu tried to kick someone and was refused: not a mentor (member:kick)",
    );
  });

  it("that were only counted are put on record when the room closes [O15]", () => {
    for (let i = 0; i < 7; i++) forgeries.refused("anu", "member:ban");
    forgeries.close();
    clock.advance(60_000);
    assert.match(audit.lines.join(), /refused 2 more requests within a minute: not a mentor$/u);
    assert.equal(audit.lines.length, 6);
  });
});
