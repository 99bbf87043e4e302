import assert from "node:assert/strict";
import type { Transfer } from "classchat/client/session-events";
import { seenTransfers, timeLeftOf, withoutFailed, withTransfer } from "classchat/state/transfers";

describe("files on their way", () => {
  const begun: Transfer = {
    ...{ id: "1", way: "send", name: "film.mp4", size: 10_000_000, done: 0, startedAt: 0 },
    state: "running",
  };

  /** The transfer after reports of so many bytes at those times. */
  const told = (...reports: readonly (readonly [at: number, change: Partial<Transfer>])[]) => {
    let all: ReturnType<typeof withTransfer> = [];
    for (const [at, change] of reports) all = withTransfer(all, { ...begun, ...change }, at);
    const [transfer] = all;
    assert.ok(transfer);
    return transfer;
  };

  it("count their rate from the second report on, not from what an earlier run sent [C35]", () => {
    assert.equal(told([0, { done: 5_000_000 }]).rate, undefined);
    const two = told([0, { done: 5_000_000 }], [1_000, { done: 6_000_000 }]);
    assert.equal(two.rate, 1_000_000);
    assert.equal(timeLeftOf(two), 4_000);
  });

  it("smooth their rate, and take no two reports at once for a burst [C35]", () => {
    const steady = [0, 1, 2, 3].map((second) => [second * 1_000, { done: second * 1_000_000 }]) as [
      number,
      Partial<Transfer>,
    ][];
    const { rate = 0 } = told(...steady, [3_001, { done: 3_256_000 }]);
    assert.equal(Math.round(rate), 1_000_000);
    const { rate: slower = 0 } = told(...steady, [4_000, { done: 3_000_000 }]);
    assert.ok(slower > 500_000 && slower < 1_000_000, `${slower}`);
  });

  it("count anew after they waited [C35]", () => {
    const again = told(
      [0, {}],
      [1_000, { done: 1_000_000 }],
      [2_000, { state: "waiting", done: 1_000_000 }],
      [60_000, { done: 1_000_000 }],
    );
    assert.equal(again.rate, undefined);
  });

  it("go some seconds after they are over, but stay when they failed [C35]", () => {
    const states = ["done", "cancelled", "failed", "waiting", "running"] as const;
    const all = states.reduce(
      (all, state) => withTransfer(all, { ...begun, id: state, state }, 0),
      [] as ReturnType<typeof withTransfer>,
    );
    const seenAt = (now: number) => seenTransfers(all, now).map(({ id }) => id);
    assert.deepEqual(seenAt(3_999), states);
    assert.deepEqual(seenAt(4_000), ["failed", "waiting", "running"]);
    assert.deepEqual(
      withTransfer(withoutFailed(all), { ...begun, id: "new" }, 7_000).map(({ id }) => id),
      ["waiting", "running", "new"],
    );
  });
});
