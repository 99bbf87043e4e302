import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import type { OpenRoom } from "@classchat/server";
import { Command } from "../support/command.ts";
import { eventually } from "../support/eventually.ts";
import { oddFaults, provoke } from "../support/odd-faults.ts";
import { RawClient } from "../support/raw-client.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";
import { password, say } from "../support/world.ts";

describe("a host where something throws that nobody catches", () => {
  const folder = temporaryFolder();
  let host: Command;

  afterEach(() => {
    host.process.kill("SIGKILL");
  });

  const events = (name: string) => host.objects.filter(({ event }) => event === name);

  async function open(...args: string[]): Promise<OpenRoom> {
    const all = ["host", "--name", "physics", "--port", "0", "--headless", "--metrics-port", "0"];
    host = new Command([...all, ...args], { data: folder("data"), env: oddFaults });
    await eventually(() => assert.equal(events("mentor-code").length, 1));
    return events("listening")[0] as unknown as OpenRoom;
  }

  async function metrics(): Promise<string> {
    const [watching] = events("watching");
    const answer = await fetch(`http://127.0.0.1:${watching?.port}/metrics`);
    return answer.text();
  }

  it("goes on for everyone, counts it, writes it down and says so [R11] [R12]", async () => {
    const room = await open("--json");
    const anu = new RawClient(room);
    const account = { user: "anu", email: "anu.k", password };
    await anu.request("account:register", account);
    await anu.request("account:signIn", { login: "anu", password });
    const { process } = host;

    for (const path of ["/throw", "/timer", "/async", "/emitter", "/nothing"]) {
      await provoke(room, path);
      await say(anu, `after ${path}`);
    }

    await eventually(async () => {
      const text = await metrics();
      assert.match(text, /^classchat_faults_total\{kind="exception"\} 3$/mu);
      assert.match(text, /^classchat_faults_total\{kind="rejection"\} 2$/mu);
    });
    await eventually(() => assert.equal(events("error").at(-1)?.count, 5));
    assert.deepEqual(events("error")[0], {
      event: "error",
      kind: "exception",
      count: 1,
      log: "host/classchat.log",
    });
    assert.equal(process.exitCode, null);
    const log = await readFile(folder("data", "host", "classchat.log"), "utf8");
    assert.match(log, /"kind":"exception","error":"TypeError: in a listener","stack":\["at /u);
    assert.match(log, /"kind":"rejection","error":"Error: in an async listener"/u);
    assert.match(log, /something of type undefined/u);
    assert.ok(!log.includes("a secret"));
    assert.equal((await say(anu, "still here")).seq, 6);
    anu.close();
    process.kill("SIGTERM");
    assert.equal((await host.ended).exitCode, 0);
  });

  it("says so in a line, and is not upset that nobody reads it [R11] [R12]", async () => {
    host = new Command(["host", "--name", "physics", "--port", "0", "--headless"], {
      data: folder("data"),
      env: oddFaults,
    });
    await eventually(() => assert.match(host.stdout, /--mentor-code/u));
    const port = Number(/:(\d+)/u.exec(host.stdout)?.[1]);
    host.process.stderr.destroy();
    await provoke({ port }, "/timer");
    await provoke({ port }, "/timer");
    const line = /The host met (?:an error|2 errors so far) .*: see host\/classchat\.log\n/u;
    await eventually(() => assert.match(host.stdout, line));
    host.process.kill("SIGTERM");
    assert.equal((await host.ended).exitCode, 0);
    const log = await readFile(folder("data", "host", "classchat.log"), "utf8");
    assert.equal(log.match(/"kind":/gu)?.length, 2);
  });
});
