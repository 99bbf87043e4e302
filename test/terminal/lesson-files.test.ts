import assert from "node:assert/strict";
import { readFile, writeFile } from "node:fs/promises";
import type { Host } from "@classchat/server";
import { FolderBlobs } from "@classchat/server/adapters/folder-blobs";
import { Command, onLoopback, program } from "../support/command.ts";
import { NarrowDoor } from "../support/narrow-door.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";
import { keys, Terminal } from "../support/terminal.ts";
import { password, roomNamed, World } from "../support/world.ts";

describe("files on real screens", function () {
  this.slow(10_000);
  const folder = temporaryFolder();
  const world = new World();
  const terminals: Terminal[] = [];
  let host: Host;
  let door: NarrowDoor;

  beforeEach(async () => {
    host = await world.startHost({ blobs: new FolderBlobs(folder("rooms")) });
    door = await NarrowDoor.open(roomNamed(host, "physics").port);
    for (const user of ["anu", "ben"]) await world.register(host, user);
  });
  afterEach(async () => {
    await Promise.all(terminals.splice(0).map((terminal) => terminal.close()));
    await door.close();
    await world.end();
  });

  async function sit(user: string): Promise<Terminal> {
    const room = `127.0.0.1:${door.port}`;
    const login = new Command(["login", room, "--user", user, "--remember"], {
      data: folder(user),
      env: { CLASSCHAT_PASSWORD: password },
    });
    assert.equal((await login.finish()).exitCode, 0, login.stderr);
    const args = [program, "join", room, "--as", user, "--data", folder(user)];
    const env = { ...onLoopback, CLASSCHAT_DOWNLOADS: folder("saved") };
    const terminal = Terminal.start(process.execPath, args, { env, cols: 160, rows: 24 });
    terminals.push(terminal);
    return terminal.waitFor(/@ physics +online/u);
  }

  it("go from a drop on one window to the other's disk, and are given up on the way [C34] [C35] [C36] [F19]", async () => {
    const bytes = Buffer.from(`\ufeffone\r\n${"two\r\n".repeat(600_000)}`);
    await writeFile(folder("my notes.txt"), bytes);
    const [anu, ben] = [await sit("anu"), await sit("ben")];
    door.most = 1_500_000;
    anu.paste(`'${folder("my notes.txt")}' `);
    await anu.waitFor("Send my notes.txt as a file?");
    anu.type(`y${keys.enter}`);
    await anu.waitFor(/› my notes\.txt .*\d+ % {2}\(\/cancel\)/u);
    anu.type(`/cancel${keys.enter}`);
    await anu.waitFor(/my notes\.txt .*cancelled/u);
    door.open();

    anu.paste(`'${folder("my notes.txt")}' `);
    await anu.waitFor("Send my notes.txt as a file?");
    anu.type(`y${keys.enter}`);
    await ben.waitFor(/↓ \[file\] my notes\.txt {2}3 MB/u);
    ben.type(keys.tab);
    await ben.waitFor("Enter fetches my notes.txt");
    ben.type(keys.enter);
    await ben.waitFor(`my notes.txt is saved: ${folder("saved", "my notes.txt")}`);
    assert.ok(bytes.equals(await readFile(folder("saved", "my notes.txt"))));
  });
});
