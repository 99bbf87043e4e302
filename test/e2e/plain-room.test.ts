import assert from "node:assert/strict";
import { Command, type Outcome } from "../support/command.ts";
import { eventually } from "../support/eventually.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";
import { password, roomNamed, World } from "../support/world.ts";

describe("a room used by commands alone", () => {
  const folder = temporaryFolder();
  let world: World;
  let port: number;

  beforeEach(async () => {
    world = new World();
    ({ port } = roomNamed(await world.startHost(), "physics"));
  });
  afterEach(() => world.end());

  const start = (user: string, ...args: string[]) =>
    new Command(args, { data: folder(user), env: { CLASSCHAT_PASSWORD: password } });

  async function run(user: string, ...args: string[]): Promise<Outcome> {
    const outcome = await start(user, ...args).finish();
    assert.equal(outcome.exitCode, 0, outcome.stderr);
    return outcome;
  }

  it("lets two people register, talk and read back", async () => {
    const room = `127.0.0.1:${port}`;
    await Promise.all(
      ["ana", "ben"].map((user) => run(user, "register", room, "--user", user, "--email", user)),
    );
    await run("ana", "login", room, "--user", "ana", "--remember");
    const ben = start("ben", "join", room, "--as", "ben", "--json");
    await eventually(() => assert.match(ben.stdout, /"state"/u));

    assert.equal((await run("ana", "send", room, "hello", "ben")).stdout, "1\n");
    await eventually(() => assert.match(ben.stdout, /hello ben/u));
    ben.write("hello ana\n");
    assert.equal((await ben.finish()).exitCode, 0);

    const { stdout } = await run("ana", "history", room);
    assert.match(stdout, /^1 \S+ \S+ ana: hello ben\n2 \S+ \S+ ben: hello ana\n$/u);
  });

  it("signs out, so that the next command needs the password again", async () => {
    const room = `127.0.0.1:${port}`;
    await run("ana", "register", room, "--user", "ana", "--email", "ana");
    await run("ana", "login", room, "--user", "ana", "--remember");
    assert.equal((await run("ana", "logout", room)).stdout, "signed out ana\n");
    const outcome = await start("ana", "send", room, "hi").finish();
    assert.match(outcome.stderr, /nobody is signed in to physics here/u);
    assert.equal(outcome.exitCode, 2);
  });

  it("says that a name is taken", async () => {
    const room = `127.0.0.1:${port}`;
    const register = ["register", room, "--user", "ana", "--email"];
    await run("ana", ...register, "ana");
    const { exitCode, stderr } = await start("ana", ...register, "other").finish();
    assert.deepEqual([exitCode, stderr.includes("is taken")], [1, true]);
  });
});
