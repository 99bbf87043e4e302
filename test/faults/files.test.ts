import assert from "node:assert/strict";
import { createHash, randomBytes, randomUUID } from "node:crypto";
import { once } from "node:events";
import { mkdir, readdir, readFile, statfs, writeFile } from "node:fs/promises";
import { limits } from "@classchat/core";
import { Finder } from "@classchat/core/lan";
import { download } from "classchat/client/download";
import { openSource } from "classchat/client/file-source";
import { realLan } from "classchat/client/lan";
import { RoomSession } from "classchat/client/session";
import type { SessionEvent } from "classchat/client/session-events";
import { SignIns } from "classchat/client/sign-ins";
import { type Progress, upload } from "classchat/client/upload";
import { Command } from "../support/command.ts";
import { CuttingProxy } from "../support/cutting-proxy.ts";
import { eventually } from "../support/eventually.ts";
import { ownMdns } from "../support/mdns.ts";
import { startProgram } from "../support/programs.ts";
import { skipIf, whyNoRoot } from "../support/skips.ts";
import { onSmallDisk, resizeSmallDisk } from "../support/small-disk.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";
import { password } from "../support/world.ts";

interface Listening {
  id: string;
  port: number;
  fingerprint: string;
}

const size = 40_000_000;
const windowBytes = limits.transfer.chunkBytes * limits.transfer.window;
/** Frames, acknowledgements and handshakes beside the bytes themselves. */
const overhead = size / 50;
const signal = new AbortController().signal;

describe("a file on its way", () => {
  const folder = temporaryFolder();
  let host: Command;
  let room: Listening;
  let proxy: CuttingProxy;
  let session: RoomSession;
  let bytes: Buffer;
  const events: SessionEvent[] = [];
  const processes: ReturnType<typeof startProgram>[] = [];

  beforeEach(async () => {
    bytes = randomBytes(size);
    await mkdir(folder("client"), { recursive: true });
    await mkdir(folder("downloads"));
    await writeFile(folder("given.bin"), bytes);
  });
  afterEach(async () => {
    for (const { process } of processes.splice(0)) process.kill("SIGKILL");
    await session?.close();
    proxy?.close();
    host?.process.kill("SIGKILL");
    events.length = 0;
  });

  async function startHost(port: number, data = folder("host")): Promise<void> {
    await mkdir(data, { recursive: true });
    await writeFile(`${data}/config.json`, JSON.stringify({ files: "any", "max-file": "1GiB" }));
    const args = ["host", "--name", "physics", "--headless", "--json", "--port", String(port)];
    host = new Command(args, { data });
    await eventually(() => assert.equal(host.objects[0]?.event, "listening", host.stderr));
    room = host.objects[0] as unknown as Listening;
  }

  async function mentorCode(): Promise<string> {
    await eventually(() => assert.equal(host.objects[1]?.event, "mentor-code"));
    return String(host.objects[1]?.mentorCode);
  }

  /** A host, and a mentor who reaches it through the proxy. */
  async function begin(data?: string): Promise<void> {
    await startHost(0, data);
    proxy = await CuttingProxy.to(room.port);
    const mdns = ownMdns();
    session = new RoomSession({
      room: { id: room.id, fingerprint: room.fingerprint, address: "127.0.0.1", port: proxy.port },
      signIns: new SignIns(folder("client"), assert.fail),
      folder: folder("client"),
      lan: { ...realLan, find: (remembered) => new Finder({ ...mdns, remembered }) },
      onTrouble: assert.fail,
      onEvent: (event) => events.push(event),
    });
    session.start();
    await eventually(() => assert.ok(events.some(({ type }) => type === "signInAsked")));
    const account = { user: "mia", email: "mia", password, mentorCode: await mentorCode() };
    await session.register(account);
    await session.signIn({ login: "mia", password, remember: false });
  }

  async function killHost(): Promise<void> {
    host.process.kill("SIGKILL");
    await once(host.process, "exit");
    await startHost(room.port);
  }

  async function send(onProgress: (progress: Progress) => void = () => {}): Promise<string> {
    const source = await openSource(folder("given.bin"), { kinds: "any", maxBytes: size });
    try {
      const options = { source, draft: randomUUID(), door: session.transferDoor, signal };
      const { file } = await upload({ ...options, onProgress });
      return file?.id ?? "";
    } finally {
      await source.close();
    }
  }

  const get = (file: string) =>
    download({
      ...{ file, folder: folder("downloads"), door: session.transferDoor, signal },
      onProgress: () => {},
    });

  async function assertArrived(path: string): Promise<void> {
    const sha256 = (data: Buffer) => createHash("sha256").update(data).digest("hex");
    assert.equal(sha256(await readFile(path)), sha256(bytes));
  }

  const faults: [string, () => unknown][] = [
    ["the connection is cut", () => proxy.cut()],
    ["the host is killed", () => killHost()],
  ];
  for (const [fault, strike] of faults) {
    it(`is sent on after ${fault}, with at most a window more than the rest [F7]`, async () => {
      await begin();
      const before = proxy.up;
      const struck = proxy.reached(() => proxy.up - before > size * 0.6).then(strike);
      const file = await send();
      await struck;
      const sent = proxy.up - before;
      assert.ok(sent <= size + windowBytes + overhead, `${sent} for ${size}`);
      await assertArrived(await get(file));
    });

    it(`is fetched on after ${fault}, with at most a window more than the rest [F7]`, async () => {
      await begin();
      const file = await send();
      const before = proxy.down;
      const struck = proxy.reached(() => proxy.down - before > size * 0.6).then(strike);
      const path = await get(file);
      await struck;
      const sent = proxy.down - before;
      assert.ok(sent <= size + windowBytes + overhead, `${sent} for ${size}`);
      await assertArrived(path);
    });
  }

  it("is sent and fetched on after the client is killed [F7]", async () => {
    await begin();
    const draft = randomUUID();
    const start = (user: string) => {
      const { id, fingerprint } = room;
      const port = String(proxy.port);
      const program = startProgram("move-files", id, port, fingerprint, user);
      processes.push(program);
      return program;
    };
    const run = async (task: object, kill: boolean): Promise<Record<string, unknown>> => {
      const program = start("anu");
      const answer = new Promise<string>((resolve) => program.onLine(resolve));
      program.process.stdin?.write(`${JSON.stringify(task)}\n`);
      if (!kill) return JSON.parse(await answer);
      const [up, down] = [proxy.up, proxy.down];
      await proxy.reached(() => Math.max(proxy.up - up, proxy.down - down) > size * 0.6);
      program.process.kill("SIGKILL");
      await once(program.process, "exit");
      return {};
    };
    const before = { up: proxy.up, down: proxy.down };
    const sending = { do: "uploadFile", path: folder("given.bin"), draft };
    await run(sending, true);
    const { file } = await run(sending, false);
    assert.ok(proxy.up - before.up <= size + windowBytes + overhead);
    const fetching = { do: "download", file, folder: folder("downloads") };
    await run(fetching, true);
    const { path } = await run(fetching, false);
    assert.ok(proxy.down - before.down <= size + windowBytes + overhead);
    await assertArrived(String(path));
  });

  it("to a disk that becomes full ends with a word to both sides, and leaves nothing, and chat goes on [F28]", async function () {
    skipIf(this, whyNoRoot("test:faults"));
    await onSmallDisk(folder("disk"), "size=700m", () => sendUntilTheDiskIsFull(folder("disk")));
  });

  async function sendUntilTheDiskIsFull(disk: string): Promise<void> {
    await begin(disk);
    const { bsize, blocks } = await statfs(disk);
    assert.ok(bsize * blocks > limits.file.freeBytesForFiles);
    const struck = proxy
      .reached(() => proxy.up > size * 0.5)
      // As if somebody else filled it.
      .then(async () => {
        const { blocks, bfree } = await statfs(disk);
        resizeSmallDisk(disk, bsize * (blocks - bfree) + 2_000_000);
      });
    await assert.rejects(send(), ({ code }: { code: string }) => {
      return code === "disk-low" || code === "disk-full";
    });
    await struck;
    const files = await readdir(`${disk}/host/rooms/${room.id}/files`);
    assert.deepEqual(files, []);
    await eventually(() => {
      const desks = events.flatMap((event) => ("desk" in event ? [event.desk] : []));
      assert.ok(
        desks.some((desk) => desk && desk.disk !== "enough"),
        JSON.stringify(events),
      );
    });
    const { text } = await session.send("chat goes on");
    assert.equal(text, "chat goes on");
  }
});
