import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { limits, type Message, unwrap } from "@classchat/core";
import type { Host } from "@classchat/server";
import { eventually } from "../support/eventually.ts";
import { FakeClock } from "../support/fake-clock.ts";
import type { RawClient } from "../support/raw-client.ts";
import { password, say, World } from "../support/world.ts";

describe("a flood", () => {
  let world: World;
  beforeEach(() => {
    world = new World();
  });
  afterEach(() => world.end());

  /** Registered over few connections, each within its rate. */
  async function registerAll(host: Host, users: readonly string[]): Promise<void> {
    for (let from = 0; from < users.length; from += 50) {
      const guest = world.guest(host);
      const some = users.slice(from, from + 50);
      const inputs = some.map((user) => ({ user, email: user, password }));
      await Promise.all(inputs.map((input) => guest.request("account:register", input)));
      guest.close();
    }
  }

  async function classOf(host: Host, size: number): Promise<RawClient[]> {
    const users = Array.from({ length: size }, (_, i) => `student-${i}`);
    await registerAll(host, users);
    const students: RawClient[] = [];
    for (let from = 0; from < size; from += 30) {
      const some = users.slice(from, from + 30).map((user) => world.signIn(host, user));
      students.push(...(await Promise.all(some)));
    }
    return students;
  }

  /** Waits for the answer as long as the test may take: a whole class shares one process here. */
  async function sayPatiently({ socket }: RawClient, text: string): Promise<Message> {
    const draft = { id: randomUUID(), text };
    return unwrap(await socket.emitWithAck("message:send", draft)) as Message;
  }

  it("of one is held, warned and stopped, while a class that answers at once is served [P20]", async function () {
    this.slow(15_000);
    this.timeout(180_000);
    // A clock that stands still makes no difference between a fast machine and a slow one.
    const host = await world.startHost({ clock: new FakeClock() });
    const flooder = await world.member(host, "zoe");
    const students = await classOf(host, 300);

    const tries = Promise.allSettled(
      Array.from({ length: 80 }, (_, i) => sayPatiently(flooder, `flood ${i}`)),
    );
    const answers = students.flatMap((student, i) => [
      sayPatiently(student, `answer ${i}`),
      sayPatiently(student, `and ${i}`),
    ]);
    const kept = await Promise.all(answers);
    assert.equal(new Set(kept.map(({ seq }) => seq)).size, 600);
    const served = (await tries).filter(({ status }) => status === "fulfilled");
    assert.equal(served.length, limits.messageRate.burst);
    assert.equal(flooder.heard("flood:warned").length, 1);
    for (const student of students) assert.deepEqual(student.heard("flood:warned"), []);
    await assert.rejects(say(flooder, "once more"), { code: "flooding" });
  });

  it("of packets is not read, not lost, and costs nobody else [P21]", async () => {
    const clock = new FakeClock();
    const host = await world.startHost({ clock });
    const ben = await world.member(host, "ben");
    const guest = await world.guest(host).connected();
    const sent = limits.packetRate.debt;
    let answered = 0;
    // Long ones, for what the network brings in one piece is read in one piece.
    const long = { filler: "x".repeat(2_000) };
    for (let i = 0; i < sent; i++) guest.socket.emit("room:enter", long, () => (answered += 1));

    await eventually(() => assert.ok(answered >= limits.packetRate.burst / 2));
    for (let i = 0; i < 20; i++) await ben.request("message:before", { limit: 1 });
    assert.ok(answered < sent, "while the clock stands still, a part stays unread");
    await eventually(() => {
      clock.advance(1_000);
      assert.equal(answered, sent);
    });
    // What is paused still would not hear that its connection ends.
    clock.advance(10_000);
    assert.equal(guest.socket.connected, true);
    assert.equal(ben.socket.connected, true);
  });

  it("is not what typing is: members see who does until the message is there, guests do not [P22]", async () => {
    const host = await world.startHost();
    const [anu, ben] = [await world.member(host, "anu"), await world.member(host, "ben")];
    const guest = await world.guest(host).connected();
    await anu.request("room:typing", {});
    const shown = () => ben.heard("typing:changed").map(({ users }) => users);
    await eventually(() => assert.deepEqual(shown(), [["anu"]]));
    await anu.request("message:send", { id: randomUUID(), text: "there" });
    await eventually(() => assert.deepEqual(shown(), [["anu"], []]));
    assert.deepEqual(guest.heard("typing:changed"), []);
  });
});
