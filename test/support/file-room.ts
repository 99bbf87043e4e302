import assert from "node:assert/strict";
import { writeFile } from "node:fs/promises";
import type { Host, HostPorts } from "@classchat/server";
import { FolderBlobs } from "@classchat/server/adapters/folder-blobs";
import { Command, type Outcome } from "./command.ts";
import { NarrowDoor } from "./narrow-door.ts";
import { temporaryFolder } from "./temporary-folder.ts";
import { password, roomNamed, World } from "./world.ts";

type Settings = Parameters<World["startHost"]>[1];

/** For each test of the suite: a room with mia, its mentor, and anu, whose commands reach it through a narrow door. */
export function fileRoom(settings: Settings = {}): FileRoom {
  const room = new FileRoom(temporaryFolder());
  beforeEach(() => room.begin(settings));
  afterEach(() => room.end());
  return room;
}

class FileRoom {
  readonly folder: (...parts: string[]) => string;
  world = new World();
  /** Where commands find the room: at the last door. */
  address = "";
  readonly #running: Command[] = [];
  readonly #doors: NarrowDoor[] = [];
  #host: Host | undefined;

  constructor(folder: (...parts: string[]) => string) {
    this.folder = folder;
  }

  get host(): Host {
    assert.ok(this.#host);
    return this.#host;
  }

  get door(): NarrowDoor {
    const door = this.#doors.at(-1);
    assert.ok(door);
    return door;
  }

  async begin(settings: Settings): Promise<void> {
    this.world = new World();
    await this.open(settings);
  }

  async end(): Promise<void> {
    for (const command of this.#running.splice(0)) command.process.kill("SIGKILL");
    for (const door of this.#doors.splice(0)) await door.close();
    await this.world.end();
  }

  /** Opens a host anew, with both accounts; its files lie in the folder. */
  async open(settings: Settings, ports: Partial<HostPorts> = {}): Promise<void> {
    const blobs = new FolderBlobs(this.folder("rooms"));
    this.#host = await this.world.startHost({ blobs, ...ports }, settings);
    await this.useDoor(roomNamed(this.host, "physics").port);
    await this.world.register(this.host, "mia", await this.host.issueMentorCode());
    await this.world.register(this.host, "anu");
  }

  /** From now on commands go to this port, through a door of their own. */
  async useDoor(port: number): Promise<void> {
    this.#doors.push(await NarrowDoor.open(port));
    this.address = `127.0.0.1:${this.door.port}`;
  }

  start(user: string, name: string, ...args: string[]): Command {
    const who = name === "register" || name === "login" ? [] : ["--as", user];
    const env = { CLASSCHAT_PASSWORD: password, CLASSCHAT_DOWNLOADS: this.folder("saved") };
    return this.startAnywhere([name, this.address, ...args, ...who], user, env);
  }

  /** A command that goes by its words alone. */
  startAnywhere(words: string[], data: string, env: Record<string, string> = {}): Command {
    const command = new Command(words, { data: this.folder(data), env });
    this.#running.push(command);
    return command;
  }

  run(user: string, name: string, ...args: string[]): Promise<Outcome> {
    return this.start(user, name, ...args).finish();
  }

  /** What a command that succeeds prints. */
  async done(user: string, name: string, ...args: string[]): Promise<string> {
    const { exitCode, stdout, stderr } = await this.run(user, name, ...args);
    assert.equal(exitCode, 0, stderr);
    return stdout.trimEnd();
  }

  /** Fails unless the command says so, on one line, and does no more. */
  async refused(user: string, words: RegExp, name: string, ...args: string[]): Promise<void> {
    const { exitCode, stdout, stderr } = await this.run(user, name, ...args);
    assert.match(stderr, words);
    assert.deepEqual([exitCode, stdout, stderr.trimEnd().split("\n").length], [1, "", 1], stderr);
  }

  /** Writes a file to hand in. */
  async file(name: string, bytes: string | Buffer): Promise<string> {
    await writeFile(this.folder(name), bytes);
    return this.folder(name);
  }
}
