import assert from "node:assert/strict";
import { mkdir, readFile, stat } from "node:fs/promises";
import { openAuditLog } from "@classchat/server/adapters/audit-log";
import { FakeClock } from "../support/fake-clock.ts";
import { strictLogger } from "../support/fakes.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";

describe("the audit log", () => {
  const folder = temporaryFolder();
  const clock = new FakeClock();
  const read = (name = "audit.log") => readFile(folder(name), "utf8");
  const entry = { room: "physics", by: "mia", did: "muted anu" };

  it("has one line for each entry, with its time, and goes on after a restart [O14]", async () => {
    for (const did of ["muted anu", "banned\nben\u001b[2J"]) {
      const log = openAuditLog(folder(), { clock, logger: strictLogger });
      log.record({ ...entry, did });
      await log.close();
    }
    assert.equal(
      await read(),
      "2026-01-05T09:00:00.000Z physics: mia muted anu\n" +
        "2026-01-05T09:00:00.000Z physics: mia banned ben\n",
    );
  });

  it("keeps the order of what comes at once, in one file before this one [O16]", async () => {
    const log = openAuditLog(folder(), { clock, logger: strictLogger, mostBytes: 1_000 });
    for (let i = 0; i < 60; i++) {
      log.record({ ...entry, did: `did ${i}` });
      if (i % 10 === 0) await log.close();
    }
    await log.close();
    const lines = `${await read("audit.log.1")}${await read()}`.trimEnd().split("\n");
    const numbers = lines.map((line) => Number(line.split(" ").at(-1)));
    assert.deepEqual(
      numbers,
      numbers.map((_, i) => 60 - numbers.length + i),
    );
    assert.ok((await stat(folder("audit.log"))).size <= 1_000);
  });

  it("is for its owner alone [O16]", async function () {
    if (process.platform === "win32") this.skip();
    const log = openAuditLog(folder(), { clock, logger: strictLogger });
    log.record(entry);
    await log.close();
    assert.equal((await stat(folder("audit.log"))).mode & 0o777, 0o600);
  });

  it("stops nobody when it cannot be written, and says so [O16]", async () => {
    await mkdir(folder("audit.log"));
    const errors: string[] = [];
    const logger = { error: (message: string) => errors.push(message) };
    const log = openAuditLog(folder(), { clock, logger });
    log.record(entry);
    await log.close();
    assert.deepEqual(errors, ["The audit log cannot be written"]);
  });
});
