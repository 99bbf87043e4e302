import assert from "node:assert/strict";
import { once } from "node:events";
import { watch } from "node:fs";
import { chmod, mkdir, readFile, rm, statfs, writeFile } from "node:fs/promises";
import { openNedbStore } from "@classchat/server/adapters/nedb-store";
import { Class } from "../support/chaos/class.ts";
import { Command } from "../support/command.ts";
import { eventually } from "../support/eventually.ts";
import { startProgram } from "../support/programs.ts";
import { said } from "../support/said.ts";
import { skipBecause, skipIf, whyNoRoot } from "../support/skips.ts";
import { onSmallDisk } from "../support/small-disk.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";

const room = "aaaaaaaaaaaa";

function startHost(data: string): Command {
  return new Command(["host", "--name", "physics", "--headless", "--json", "--port", "0"], {
    data,
  });
}

describe("a host whose file is killed while it is written anew", () => {
  const folder = temporaryFolder();

  /** Kills the program as soon as it begins with the new file, and gives what it had acknowledged. */
  async function killInTheMiddle(from: number): Promise<number> {
    const program = startProgram("mark-for-ever", folder(), room, String(from));
    const lines: string[] = [];
    program.onLine((line) => lines.push(line));
    await eventually(() => assert.ok(lines.length > 0));
    await begun("members.db~");
    program.process.kill("SIGKILL");
    await once(program.process, "close");
    return Number(lines.at(-1));
  }

  /** Resolves when a file of that name comes, goes or grows. */
  function begun(name: string): Promise<void> {
    return new Promise((resolve) => {
      const watcher = watch(folder(), (_, changed) => {
        if (changed !== name) return;
        watcher.close();
        resolve();
      });
    });
  }

  it("has everything that was acknowledged [H10]", async () => {
    let acknowledged = 0;
    for (let round = 1; round <= 4; round++) {
      acknowledged = await killInTheMiddle(acknowledged);
      const store = await openNedbStore(folder());
      const { lastRead } = await store.members.admit("account-499", room, 0);
      await store.close();
      assert.ok(lastRead >= acknowledged, `${lastRead} of ${acknowledged}`);
    }
  });
});

describe("a host that cannot use its data directory", () => {
  const folder = temporaryFolder();

  it("opens a room whose log is damaged in its middle with the rest of it, and says what is lost [H40]", async () => {
    const first = startHost(folder("data"));
    await eventually(() => assert.equal(first.objects[0]?.event, "listening", first.stderr));
    const { id } = first.objects[0] as { id: string };
    first.process.kill("SIGKILL");
    await first.ended;
    const store = await openNedbStore(folder("data", "host"));
    for (const text of ["one", "two", "three"]) await store.messages.append(id, [said(text)]);
    await store.close();
    const file = folder("data", "host", "rooms", id, "messages-000000000001.db");
    const damaged = (await readFile(file, "utf8")).replace('"text":"two"', '"te');
    await writeFile(file, damaged);

    const second = startHost(folder("data"));
    const told = () => second.objects.find(({ event }) => event === "damage");
    await eventually(() => assert.ok(told(), second.stderr));
    second.process.kill("SIGKILL");
    await second.ended;
    const { room: name, lost, file: copy } = told() as Record<string, unknown>;
    assert.deepEqual([name, lost], ["physics", 1]);
    assert.equal(await readFile(folder("data", ...String(copy).split("/")), "utf8"), damaged);
    const again = await openNedbStore(folder("data", "host"));
    const kept = await again.messages.after(id, { after: 0, limit: 9 });
    await again.close();
    assert.deepEqual(
      kept.map(({ seq, text }) => [seq, text]),
      [
        [1, "one"],
        [3, "three"],
      ],
    );
  });

  it("says that another host has it [H11]", async () => {
    const first = startHost(folder("data"));
    await eventually(() => assert.equal(first.objects[0]?.event, "listening", first.stderr));
    const { exitCode, stdout, stderr } = await startHost(folder("data")).ended;
    first.process.kill("SIGKILL");
    await first.ended;
    assert.match(stderr, /^classchat: Another host already uses [^\n]+\n$/u);
    assert.deepEqual([exitCode, stdout], [1, ""]);
  });

  async function saysThatItMayNotWrite(failure: RegExp): Promise<void> {
    const { exitCode, stdout, stderr } = await startHost(folder("data")).ended;
    assert.match(stderr, /^classchat: \S+ cannot be written to \(E\w+\): [^\n]+--data\.\n$/u);
    assert.match(stderr, failure);
    assert.deepEqual([exitCode, stdout], [1, ""]);
  }

  it("says that it may not write to a disk [H32]", async function () {
    skipIf(this, whyNoRoot("test:faults"));
    await onSmallDisk(folder("data"), "ro", () => saysThatItMayNotWrite(/EROFS/u));
  });

  it("says that it may not write to a directory [H32]", async function () {
    if (process.platform === "win32") this.skip();
    // Nothing keeps root from writing to a directory.
    if (process.getuid?.() === 0) skipBecause(this, "needs another user than root");
    await mkdir(folder("data"));
    await chmod(folder("data"), 0o500);
    await saysThatItMayNotWrite(/EACCES/u);
    await chmod(folder("data"), 0o700);
  });
});

describe("a class", () => {
  const folder = temporaryFolder();
  let seats: Class;
  // A test that was skipped has none.
  afterEach(() => seats?.end());

  async function saidMoreThan(count: number): Promise<void> {
    await eventually(() => assert.ok(seats.chronicles.head > count, `${seats.chronicles.head}`));
  }

  /** What is on each screen is the history, down to its end. */
  async function allSeeTheHistory(): Promise<void> {
    const history = await seats.history();
    await eventually(() => {
      for (const { user, view } of seats.chronicles.all) {
        const told = view?.told ?? [];
        assert.deepEqual(told, history.slice((told[0]?.[0] ?? 1) - 1), user);
        assert.ok(told.length > 0, user);
      }
    });
  }

  it("goes on where the host's clock is decades off, and when it is set right [H33]", async () => {
    seats = new Class({ folder: folder(), clients: 4, perProcess: 4 });
    seats.host.setClock(-27 * 365 * 24 * 3_600_000);
    await seats.gather();
    seats.talk();
    await saidMoreThan(10);
    seats.host.setClock(73 * 365 * 24 * 3_600_000);
    await saidMoreThan(20);
    seats.hush();
    assert.deepEqual(await seats.settled(), []);
    await allSeeTheHistory();
  });

  it("notices that the host was restored from a backup of the running room [H5] [H12] [C11]", async () => {
    seats = new Class({ folder: folder(), clients: 4, perProcess: 4 });
    await seats.gather();
    seats.talk();
    await saidMoreThan(20);
    const data = folder("host");
    const backup = new Command(["backup", folder("copy")], { data });
    const { exitCode, stderr } = await backup.ended;
    assert.equal(exitCode, 0, stderr);
    await saidMoreThan(seats.chronicles.head + 20);
    await seats.host.kill();
    const restore = new Command(["restore", folder("copy")], { data: folder("restored") });
    const restored = await restore.ended;
    assert.equal(restored.exitCode, 0, restored.stderr);
    await seats.host.moveTo(folder("restored"));
    await eventually(() => {
      for (const { user, restarts } of seats.chronicles.all) assert.equal(restarts, 1, user);
    });
    seats.hush();
    assert.deepEqual(await seats.settled(), []);
    await allSeeTheHistory();
  });

  it("is told that the host's disk is full, and goes on when there is room, with nothing lost or twice [H9]", async function () {
    skipIf(this, whyNoRoot("test:faults"));
    await onSmallDisk(folder("disk"), "size=64m", async () => {
      try {
        await talkUntilTheDiskIsFullAndOn();
      } finally {
        await seats.end();
      }
    });
  });

  async function talkUntilTheDiskIsFullAndOn(): Promise<void> {
    seats = new Class({ folder: folder(), hostFolder: folder("disk"), clients: 4, perProcess: 4 });
    await seats.gather();
    seats.talk();
    await saidMoreThan(10);
    const { bsize, bavail } = await statfs(folder("disk"));
    await writeFile(folder("disk", "ballast"), Buffer.alloc(bsize * bavail - 1_000_000));
    await eventually(() => {
      for (const { refused } of seats.chronicles.all) assert.match(refused[0] ?? "", /disk-full/u);
    });
    seats.hush();
    await rm(folder("disk", "ballast"));
    await eventually(() => {
      seats.retry();
      assert.deepEqual(seats.waiting(), []);
    });
    await allSeeTheHistory();
    const texts = (await seats.history()).map(([, text]) => text);
    const said = seats.chronicles.all.flatMap((chronicle) => chronicle.said);
    assert.deepEqual(texts.toSorted(), said.toSorted());
  }
});
