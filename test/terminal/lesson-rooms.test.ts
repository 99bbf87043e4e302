import assert from "node:assert/strict";
import { roomCode } from "@classchat/core/lan";
import { onLoopback, program } from "../support/command.ts";
import { enter } from "../support/forms.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";
import { keys, Terminal } from "../support/terminal.ts";
import { password, roomNamed, World } from "../support/world.ts";

describe("several rooms on one screen", function () {
  this.slow(10_000);
  const folder = temporaryFolder();
  const world = new World();
  let ben: Terminal;

  afterEach(async () => {
    await ben.close();
    await world.end();
  });

  it("asks who one is once for all rooms of a host, and for the code again when it was skipped", async () => {
    const names = ["physics", "maths"];
    const host = await world.startHost({}, { names });
    const rooms = names.map((name) => `127.0.0.1:${roomNamed(host, name).port}`);
    const args = [program, "join", ...rooms, "--data", folder()];
    ben = Terminal.start(process.execPath, args, { env: onLoopback, cols: 100 });
    await ben.waitFor("room code");
    ben.type(keys.enter);
    await ben.waitFor("make one");
    ben.type(keys.shiftTab + keys.enter);
    await ben.waitFor("Make an account");
    for (const field of ["Ben", "ben", password]) await enter(ben, field);
    ben.type(password + keys.enter);
    await ben.waitFor(/Ben @ physics +online +room code not checked/u);

    ben.type(`/next${keys.enter}`);
    await ben.waitFor(/Ben @ maths +online +room code not checked/u);

    const code = await roomCode(host.fingerprint);
    ben.type(`/code ${code}${keys.enter}`);
    await ben.sees(() => {
      assert.match(ben.text(), /The code fits/u);
      assert.match(ben.text(), /Ben @ maths +online +\/help/u);
    });
    ben.type(`/next${keys.enter}/next${keys.enter}`);
    await ben.waitFor(/Ben @ physics +online +\/help/u);
  });
});
