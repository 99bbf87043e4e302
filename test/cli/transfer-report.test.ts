import assert from "node:assert/strict";
import type { Transfer } from "classchat/client/session-events";
import { TransferReport } from "classchat/client/transfer-report";

describe("the report of a transfer", () => {
  it("ends with its end, whatever an attempt hears after that", () => {
    const told: Transfer["state"][] = [];
    const about = { id: "1", way: "send", name: "notes.txt", size: 10 } as const;
    const report = new TransferReport(about, ({ state }) => told.push(state));
    report.running({ done: 0, size: 10 });
    report.waiting();
    report.ended({ state: "cancelled" });
    report.running({ done: 0, size: 10 });
    report.waiting();
    assert.deepEqual(told, ["waiting", "running", "waiting", "cancelled"]);
    assert.equal(report.now.state, "cancelled");
  });
});
