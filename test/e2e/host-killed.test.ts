import assert from "node:assert/strict";
import { once } from "node:events";
import type { Message } from "@classchat/core";
import { Finder } from "@classchat/core/lan";
import { realLan } from "classchat/client/lan";
import { RoomSession } from "classchat/client/session";
import type { SessionEvent } from "classchat/client/session-events";
import { SignIns } from "classchat/client/sign-ins";
import { Command } from "../support/command.ts";
import { eventually } from "../support/eventually.ts";
import { ownMdns } from "../support/mdns.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";
import { password } from "../support/world.ts";

interface Listening {
  event: "listening";
  id: string;
  port: number;
  fingerprint: string;
}

/** A member who talks without pause and writes down what is stored and what is told. */
interface Talker {
  session: RoomSession;
  stored: Message[];
  told: Message[];
}

const members = 4;
const messagesEach = 80;
const kills = 2;

describe("a host that is killed under load", () => {
  const folder = temporaryFolder();
  const talkers: Talker[] = [];
  let host: Command;

  afterEach(async () => {
    await Promise.all(talkers.splice(0).map(({ session }) => session.close()));
    host.process.kill("SIGKILL");
  });

  async function startHost(port = 0): Promise<Listening> {
    const args = ["host", "--name", "physics", "--headless", "--json", "--port", String(port)];
    host = new Command(args, { data: folder("host") });
    let listening: Listening | undefined;
    await eventually(() => {
      listening = host.objects[0] as unknown as Listening;
      assert.equal(listening?.event, "listening", host.stderr);
    });
    return listening as Listening;
  }

  async function kill(): Promise<void> {
    host.process.kill("SIGKILL");
    await once(host.process, "exit");
  }

  function take(talker: Talker, event: SessionEvent): void {
    if ("messages" in event) talker.told.push(...event.messages);
  }

  /** All of them mentors, whom no pace keeps from talking. */
  async function joinAll(names: readonly string[], listening: Listening): Promise<void> {
    await eventually(() => assert.equal(host.objects[1]?.event, "mentor-code"));
    let mentorCode = String(host.objects[1]?.mentorCode);
    for (const name of names) {
      const talker = await join(name, mentorCode, listening);
      talkers.push(talker);
      mentorCode = await talker.session.issueMentorCode();
    }
  }

  async function join(
    user: string,
    mentorCode: string,
    { id, port, fingerprint }: Listening,
  ): Promise<Talker> {
    const mdns = ownMdns();
    const talker: Talker = { stored: [], told: [], session: undefined as never };
    let isAsked = false;
    talker.session = new RoomSession({
      room: { id, fingerprint, address: "127.0.0.1", port },
      signIns: new SignIns(folder(user), assert.fail),
      folder: folder(user),
      lan: { ...realLan, find: (remembered) => new Finder({ ...mdns, remembered }) },
      onTrouble: assert.fail,
      onEvent: (event) => {
        isAsked ||= event.type === "signInAsked";
        take(talker, event);
      },
    });
    talker.session.start();
    await eventually(() => assert.ok(isAsked));
    await talker.session.register({ user, email: user, password, mentorCode });
    await talker.session.signIn({ login: user, password, remember: false });
    return talker;
  }

  async function talk({ session, stored }: Talker, name: string): Promise<void> {
    for (let i = 0; i < messagesEach; i++) stored.push(await session.send(`${name} ${i}`));
  }

  it("loses no stored message, doubles none, and has its members back [H1] [H2] [H3] [C10] [C12]", async function () {
    // Hashing and three starts, each of which other programs may slow down:
    this.timeout(180_000);
    const listening = await startHost();
    const names = Array.from({ length: members }, (_, i) => `member${i}`);
    await joinAll(names, listening);

    const storedSoFar = () => talkers.reduce((sum, { stored }) => sum + stored.length, 0);
    const talking = Promise.all(talkers.map((talker, i) => talk(talker, names[i] ?? "")));
    for (let n = 1; n <= kills; n++) {
      const enough = (n * members * messagesEach) / (kills + 1);
      await eventually(() => assert.ok(storedSoFar() >= enough));
      await kill();
      await startHost(listening.port);
    }
    await talking;

    const stored = talkers.flatMap((talker) => talker.stored).sort((a, b) => a.seq - b.seq);
    const numbers = stored.map(({ seq }) => seq);
    assert.deepEqual(
      numbers,
      numbers.map((_, i) => i + 1),
    );
    for (const { told, stored: own } of talkers) {
      await eventually(() => assert.equal(told.at(-1)?.seq, stored.length));
      const since = told[0]?.seq ?? 0;
      assert.deepEqual(told, stored.slice(since - 1));
      assert.deepEqual(
        own.map(({ text }) => text.split(" ")[1]),
        own.map((_, i) => String(i)),
      );
    }
  });
});
