import assert from "node:assert/strict";
import { createServer } from "node:net";
import { doctorOnCall } from "../support/doctor.ts";
import { refusingPort, SilentServer } from "../support/mail-server.ts";

describe("classchat doctor", () => {
  const doctor = doctorOnCall();

  it("says that all is well, by line or by object, and ends with 0 [D13]", async () => {
    const port = await doctor.openRoom();
    const plain = await doctor.start(["doctor"], "student").ended;
    assert.deepEqual([plain.exitCode, plain.stderr], [0, ""]);
    assert.match(plain.stdout, /^ok: physics \(127\.0\.0\.1:\d+\) answers\.$/mu);
    assert.match(plain.stdout, /^nothing wrong was found$/mu);
    const { exitCode, findings } = await doctor.look(["physics"]);
    assert.equal(exitCode, 0);
    const room = findings.find(({ check }) => check === "room");
    const { type, code, status, place } = room ?? {};
    assert.deepEqual(
      [type, code, status, place],
      ["finding", "room-ok", "ok", `127.0.0.1:${port}`],
    );
  });

  it("says one cause and one remedy on a line, and ends with 1 [D13]", async () => {
    await doctor.openRoom();
    const unknown = doctor.start(["doctor", "maths"], "student").ended;
    const usage = doctor.start(["doctor", "maths", "physics"], "student").ended;
    const { exitCode, stdout, stderr } = await unknown;
    assert.deepEqual([exitCode, stderr], [1, ""]);
    assert.match(
      stdout,
      /^problem: no room maths is known or found here .*\. To do: check .*\.$/mu,
    );
    assert.equal((await usage).exitCode, 2);
  });

  it("knows the rooms of the host on its own computer, open or not [D17]", async () => {
    const port = await doctor.openRoom();
    const open = await doctor.look([], "host");
    const own = open.findings.find(({ check }) => check === "room");
    assert.deepEqual(
      [own?.code, own?.room, own?.commands !== undefined],
      ["own-room-ok", "physics", true],
    );
    assert.match(String(own?.cause), new RegExp(String(port), "u"));
    await doctor.closers.pop()?.();
    await doctor.closers.splice(0).reverse()[0]?.();
    assert.deepEqual(await doctor.wrong(["physics"], "host"), ["own-room-closed"]);
  });

  it("tells a port where nothing listens from one that says nothing, or something else [D17]", async () => {
    const silent = new SilentServer();
    const other = createServer((socket) => socket.on("error", () => {}).end("220 hello\r\n"));
    doctor.closers.push(
      () => silent.close(),
      () => other.close(),
    );
    await new Promise<void>((resolve) => other.listen(0, "127.0.0.1", resolve));
    const { port } = other.address() as { port: number };
    const ports = [await silent.listen(), await refusingPort(), port];
    const found = await Promise.all(ports.map((port) => doctor.wrong([`127.0.0.1:${port}`])));
    assert.deepEqual(found, [["host-silent"], ["own-room-closed"], ["not-a-room"]]);
  });

  it("says that the one interface that may be used is missing [D14]", async () => {
    assert.deepEqual(await doctor.wrong([], "student", { CLASSCHAT_INTERFACE: "nowhere0" }), [
      "interface-missing",
    ]);
  });
});
