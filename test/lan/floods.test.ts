import assert from "node:assert/strict";
import { describeOnLan, type LanProgram, type PrintedRoom, sees } from "../support/lan.ts";

describeOnLan("a flood of mDNS", 3, (lan) => {
  async function flood(kinds: string, ...about: string[]): Promise<LanProgram> {
    const program = lan().program("s1", "flood-lan", kinds, "physics", ...about);
    await program.line<{ flooding?: true }>(({ flooding }) => flooding === true);
    return program;
  }

  /** Once it was listed it stays. */
  function assertListedSinceThen({ lines }: LanProgram, first: number): void {
    const without = (lines.slice(first) as PrintedRoom[][]).filter(
      (rooms) => rooms.filter(({ name }) => name === "physics").length !== 1,
    );
    assert.deepEqual(without, []);
  }

  it("of invented rooms, goodbyes and false answers hides no room [D23] [D24] [S23]", async () => {
    const host = await lan().host("host", "physics");
    await flood("rooms,rooms,falsehoods,goodbyes", host.room.id, host.room.fingerprint);
    const watcher = lan().watch("s3");
    await sees(watcher, ["physics 10.77.0.10"]);
    const first = watcher.lines.length - 1;
    for (let look = 0; look < 2; look++) {
      const rooms = await lan().rooms("s2", { waitMs: 5_000 });
      assert.deepEqual(
        rooms.map(({ address, port }) => [address, port]),
        [["10.77.0.10", host.room.port]],
      );
    }
    await lan().talk("s2", "physics", "anu");
    assertListedSinceThen(watcher, first);
    const memory = await Promise.all([host.memoryMb(), watcher.memoryMb()]);
    assert.ok(Math.max(...memory) < 300, `${memory} MB`);
    assert.equal(await host.end("SIGTERM"), 0);
    await sees(watcher, [], 6_000);
  });

  it("that claims all its names leaves a room one name of its own [D25] [S23]", async () => {
    const attacker = await flood("rivals");
    const host = await lan().host("host", "physics");
    const watcher = lan().watch("s2");
    await sees(watcher, ["physics 10.77.0.10"]);
    await lan().talk("s2", "physics", "anu");
    await attacker.end("SIGKILL");
    await sees(lan().watch("s3"), ["physics 10.77.0.10"]);
    assert.equal(await host.end("SIGTERM"), 0);
  });

  it("of packets that no program sends ends nothing and hides nothing [D26] [S24]", async () => {
    await flood("garbage");
    const host = await lan().host("host", "physics");
    const watcher = lan().watch("s3");
    await sees(watcher, ["physics 10.77.0.10"]);
    const first = watcher.lines.length - 1;
    await lan().talk("s2", "physics", "anu");
    assertListedSinceThen(watcher, first);
    assert.deepEqual([host.complaints, watcher.complaints], ["", ""]);
    const memory = await Promise.all([host.memoryMb(), watcher.memoryMb()]);
    assert.ok(Math.max(...memory) < 300, `${memory} MB`);
    assert.equal(await host.end("SIGTERM"), 0);
  });
});
