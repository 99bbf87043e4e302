import assert from "node:assert/strict";
import { once } from "node:events";
import { readdir, readlink } from "node:fs/promises";
import { connect } from "node:tls";
import { limits, transferPath } from "@classchat/core";
import type { Host } from "@classchat/server";
import { FolderBlobs } from "@classchat/server/adapters/folder-blobs";
import type { Socket } from "socket.io-client";
import { eventually } from "../support/eventually.ts";
import { FakeClock } from "../support/fake-clock.ts";
import { ask, FileLines, finish, offerOf } from "../support/file-lines.ts";
import type { RawClient } from "../support/raw-client.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";
import { password, roomNamed, say, World } from "../support/world.ts";

const { chunkBytes, window, timeoutMs, connectionsPerAccount } = limits.transfer;
const large = Buffer.alloc(chunkBytes * (window + 4), "x");

describe("the door for files", () => {
  const folder = temporaryFolder();
  const lines = new FileLines();
  const { lineTo, handIn, fetch } = lines;
  let world: World;
  let clock: FakeClock;
  let blobs: FolderBlobs;
  let host: Host;
  let anu: RawClient;
  beforeEach(async () => {
    world = new World();
    clock = new FakeClock();
    blobs = new FolderBlobs(folder());
    host = await world.startHost({ clock, blobs });
    // No pace keeps mentors from asking.
    anu = await world.mentor(host, "anu");
  });
  afterEach(async () => {
    lines.close();
    await world.end();
  });

  async function uploadLine(bytes: Uint8Array = large): Promise<Socket> {
    const { ticket } = await anu.request("file:offer", offerOf(bytes));
    return lineTo(host, ticket);
  }

  async function downloadLine(who: RawClient, file: string | undefined): Promise<Socket> {
    const { ticket } = await who.request("file:fetch", { file });
    return lineTo(host, ticket);
  }

  const isHungUpOn = (line: Socket) => eventually(() => assert.equal(line.connected, false));

  it("answers what has not the agreed shape, then hangs up, and serves others all the same [F23]", async () => {
    const bad: unknown[] = [
      null,
      "text",
      7,
      [],
      {},
      { offset: -1, bytes: large.subarray(0, 9_000) },
    ];
    bad.push({ offset: 0, bytes: "x".repeat(9_000) }, { offset: 0, bytes: [1, 2, 3] });
    bad.push(
      { offset: 9_999, bytes: large.subarray(0, 9_000) },
      { offset: 0.5, bytes: large.subarray(0, 9_000) },
    );
    bad.push({ offset: 0, bytes: large.subarray(0, 1) });
    for (const input of bad) {
      const line = await uploadLine();
      await assert.rejects(ask(line, "upload:chunk", input), { code: "bad-input" });
      await isHungUpOn(line);
    }
    assert.equal((await handIn(host, anu, Buffer.from("fine"))).text, "fine");
  });

  it("survives packets without an answer, of no such name, too deep, and too large [F23]", async () => {
    const deep = `${"[".repeat(5_000)}${"]".repeat(5_000)}`;
    const packets: unknown[] = [
      `2["upload:chunk"]`,
      `21["nothing",{}]`,
      `21["upload:chunk",${deep}]`,
      `51-1["upload:chunk",{"_placeholder":true,"num":9}]`,
      `51-1["upload:chunk",${"[".repeat(50_000)}{"_placeholder":true,"num":0}${"]".repeat(50_000)}]`,
      `59-["upload:chunk"]`,
      "nonsense",
      Buffer.alloc(100),
      Buffer.alloc(chunkBytes + 8_192),
    ];
    for (const packet of packets) {
      const { engine } = (await uploadLine()).io;
      engine.write(packet as string);
      if (String(packet).startsWith("51-1")) engine.write(Buffer.alloc(10) as unknown as string);
    }
    assert.equal((await handIn(host, anu, Buffer.from("fine"))).text, "fine");
  });

  it("lets one transfer in per connection, for no page of a browser [F23]", async () => {
    const line = await uploadLine();
    const { ticket } = await anu.request("file:offer", offerOf(Buffer.from("other")));
    const { id } = roomNamed(host, "physics");
    line.io.engine.write(`0${JSON.stringify({ protocol: 1, room: id, ticket })}`);
    await isHungUpOn(line);
    assert.match(
      await statusOf(roomNamed(host, "physics").port, "https://school.example"),
      / 400 /u,
    );
  });

  it("hangs up on who sends ahead of the window [F24]", async () => {
    const line = await uploadLine();
    for (let i = 0; i < window + 4; i++) {
      const offset = i * chunkBytes;
      line.emit("upload:chunk", { offset, bytes: large.subarray(offset, offset + chunkBytes) });
    }
    await isHungUpOn(line);
  });

  it("sends no more than the window to who takes nothing, and lets go of the file [F24]", async () => {
    const { file } = await handIn(host, anu, large);
    const line = await downloadLine(anu, file?.id);
    let pieces = 0;
    line.on("download:chunk", () => {
      pieces += 1;
    });
    await ask(line, "download:start", { offset: 0 });
    await eventually(() => assert.equal(pieces, window));
    if (process.platform === "linux") assert.equal(await openFiles(), 1);
    clock.advance(timeoutMs + 1);
    await isHungUpOn(line);
    assert.equal(pieces, window);
    await eventually(async () => assert.equal(await openFiles(), 0));
  });

  it("hangs up on who has a ticket and says nothing [F24]", async () => {
    const { file } = await handIn(host, anu, Buffer.from("one"));
    const silent = [await uploadLine(), await downloadLine(anu, file?.id)];
    clock.advance(timeoutMs + 1);
    await Promise.all(silent.map(isHungUpOn));
  });

  it("lets an account have so many connections [F24]", async () => {
    const { file } = await handIn(host, await world.mentor(host, "mia"), Buffer.from("one"));
    for (let i = 0; i < connectionsPerAccount; i++) await downloadLine(anu, file?.id);
    await assert.rejects(downloadLine(anu, file?.id), { message: "slow-down" });
  });

  it("gives up the oldest upload of an account that has too many [F24]", async () => {
    const first = await anu.request("file:offer", offerOf(Buffer.from("0")));
    for (let i = 1; i <= limits.file.uploadsPerAccount; i++) {
      clock.advance(1_000);
      await anu.request("file:offer", offerOf(Buffer.from(`${i}`)));
    }
    const line = await lineTo(host, first.ticket);
    await assert.rejects(finish(line), { code: "file-not-found" });
  });

  it("takes a ticket from no session that ended, and from nobody who was put out [F25]", async () => {
    const mia = await world.mentor(host, "mia");
    const { file } = await handIn(host, mia, Buffer.from("one"));
    const ben = await world.member(host, "ben");
    const late = await handIn(host, mia, Buffer.from("two"));
    const { ticket } = await ben.request("file:fetch", { file: late.file?.id });
    const going = await downloadLine(ben, late.file?.id);
    await mia.request("member:kick", { user: "ben" });
    await isHungUpOn(going);
    await assert.rejects(lineTo(host, ticket), { message: "ticket-expired" });

    const guest = world.guest(host);
    const { token } = await guest.request("account:signIn", { login: "anu", password });
    const other = await world.guest(host, "physics", { token }).connected();
    const mine = await other.request("file:fetch", { file: file?.id });
    await other.request("account:signOut", {});
    await assert.rejects(lineTo(host, mine.ticket), { message: "ticket-expired" });
  });

  it("asks again who may write, and as what, when a file is whole [F25]", async () => {
    const [mia, zoe] = [await world.mentor(host, "mia"), await world.mentor(host, "zoe")];
    const { ticket } = await zoe.request("file:offer", offerOf(Buffer.from("one")));
    const line = await lineTo(host, ticket);
    await ask(line, "upload:chunk", { offset: 0, bytes: Buffer.from("one") });
    await mia.request("room:setQuiet", { quiet: true });
    await mia.request("member:demote", { user: "zoe" });
    await assert.rejects(finish(line), { code: "quiet" });
  });

  it("ends a download whose message is removed, and an upload that is given up [F25]", async () => {
    const mia = await world.mentor(host, "mia");
    const { seq, file } = await handIn(host, mia, large);
    const line = await downloadLine(mia, file?.id);
    await ask(line, "download:start", { offset: 0 });
    await mia.request("message:delete", { seq });
    await isHungUpOrTakesNothing(line);

    const offer = offerOf(large);
    const { file: given, ticket } = await anu.request("file:offer", offer);
    const upload = await lineTo(host, ticket);
    await ask(upload, "upload:chunk", { offset: 0, bytes: large.subarray(0, chunkBytes) });
    await anu.request("file:cancel", { file: given });
    const next = { offset: chunkBytes, bytes: large.subarray(0, chunkBytes) };
    await assert.rejects(ask(upload, "upload:chunk", next), { code: "transfer-cancelled" });
    assert.deepEqual(await blobs.list(roomNamed(host, "physics").id), []);
  });

  // Pieces that were sent wait for their answer; after it the file is gone.
  async function isHungUpOrTakesNothing(line: Socket): Promise<void> {
    line.on("download:chunk", (_: unknown, taken: () => void) => taken());
    await isHungUpOn(line);
  }

  it("lets the newest of two uploads of one offer go on, and announces a file once [F26]", async () => {
    const offer = offerOf(large);
    const tickets = [];
    for (let i = 0; i < 4; i++) tickets.push((await anu.request("file:offer", offer)).ticket);
    const racing = await Promise.all(tickets.map((ticket) => lineTo(host, ticket)));
    const bytes = large.subarray(0, chunkBytes);
    const answers = await Promise.allSettled(
      racing.map((line) => ask(line, "upload:chunk", { offset: 0, bytes })),
    );
    const taken = answers.filter(({ status }) => status === "fulfilled");
    assert.ok(taken.length >= 1);
    const message = await handIn(host, anu, large, offer);
    assert.deepEqual(await fetch(host, anu, message.file?.id ?? ""), large);
    assert.equal((await anu.request("file:offer", offer)).done?.seq, message.seq);
  });

  it("does not mind being told twice that a file is whole, or that it is not wanted after all [F26]", async () => {
    const bytes = Buffer.from("one");
    const { file, ticket } = await anu.request("file:offer", offerOf(bytes));
    const line = await lineTo(host, ticket);
    await ask(line, "upload:chunk", { offset: 0, bytes });
    const ends = await Promise.allSettled([
      finish(line, bytes),
      finish(line, bytes),
      anu.request("file:cancel", { file }),
    ]);
    const [whole, again, cancel] = ends.map(({ status }) => status);
    assert.equal(again, "rejected");
    assert.notEqual(whole, cancel, "either it is announced or it is given up");
    const { messages } = await anu.request("file:list", {});
    assert.equal(messages.length, whole === "fulfilled" ? 1 : 0);
    for (const message of messages) {
      assert.deepEqual(await fetch(host, anu, message.file?.id ?? ""), bytes);
    }
  });

  it("leaves no file open, however transfers end [F24]", async () => {
    const { file } = await handIn(host, anu, large);
    const before = await openFiles();
    for (let i = 0; i < 6; i++) {
      const down = await downloadLine(anu, file?.id);
      await ask(down, "download:start", { offset: 0 });
      const up = await uploadLine(Buffer.concat([large, Buffer.from(`${i}`)]));
      await ask(up, "upload:chunk", { offset: 0, bytes: large.subarray(0, chunkBytes) });
      down.io.engine.close();
      up.io.engine.close();
    }
    await eventually(async () => assert.equal(await openFiles(), before));
    await say(anu, "still here");
  });

  it("moves files slowly while people talk [F24]", async () => {
    await say(anu, "one question");
    const line = await uploadLine();
    const { burst } = limits.transfer.besideChat.rate;
    const taken: number[] = [];
    const send = (i: number) => {
      const offset = i * chunkBytes;
      const piece = { offset, bytes: large.subarray(offset, offset + chunkBytes) };
      return ask(line, "upload:chunk", piece).then(() => taken.push(i));
    };
    for (let i = 0; i < burst; i++) await send(i);
    const held = send(burst);
    await say(anu, "another one");
    assert.equal(taken.length, burst);
    clock.advance(1_000);
    await held;
  });

  it("lets the host close while somebody takes nothing [F24]", async () => {
    const { file } = await handIn(host, anu, large);
    const line = await downloadLine(anu, file?.id);
    await ask(line, "download:start", { offset: 0 });
    await host.close();
    await isHungUpOn(line);
  });

  /** How many files below the folder are open in this process; 0 where that cannot be known. */
  async function openFiles(): Promise<number> {
    return (await linksOf("/proc/self/fd")).filter((path) => path.startsWith(folder())).length;
  }
});

async function linksOf(path: string): Promise<string[]> {
  const names = await readdir(path).catch(() => []);
  return Promise.all(names.map((name) => readlink(`${path}/${name}`).catch(() => "")));
}

async function statusOf(port: number, origin: string): Promise<string> {
  const socket = connect({ port, host: "127.0.0.1", rejectUnauthorized: false });
  await once(socket, "secureConnect");
  const lines = [
    `GET ${transferPath}/?EIO=4&transport=websocket HTTP/1.1`,
    "Host: x",
    "Connection: Upgrade",
    "Upgrade: websocket",
    "Sec-WebSocket-Version: 13",
    "Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==",
    `Origin: ${origin}`,
  ];
  socket.write(`${lines.join("\r\n")}\r\n\r\n`);
  const [answer] = await once(socket, "data");
  socket.destroy();
  return String(answer).split("\r\n")[0] ?? "";
}
