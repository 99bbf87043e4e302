import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { limits } from "@classchat/core";
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
    return Promise.all(users.map((user) => world.signIn(host, user)));
  }

  it("of one is held, warned and stopped, while a class that answers at once is served [P20]", async function () {
    this.slow(15_000);
    const host = await world.startHost();
    const flooder = await world.member(host, "zoe");
    const students = await classOf(host, 300);

    const outcomes = new Map<string, number>();
    const count = (outcome: string) => outcomes.set(outcome, (outcomes.get(outcome) ?? 0) + 1);
    const tries = Array.from({ length: 80 }, (_, i) =>
      say(flooder, `flood ${i}`).then(
        () => count("served"),
        ({ code }) => count(code),
      ),
    );
    const answers = students.flatMap((student, i) => [
      say(student, `answer ${i}`),
      say(student, `and ${i}`),
    ]);
    const kept = await Promise.all(answers);
    assert.equal(new Set(kept.map(({ seq }) => seq)).size, 600);
    await Promise.all(tries);
    assert.deepEqual(Object.fromEntries(outcomes), {
      served: limits.messageRate.burst,
      flooding: 80 - limits.messageRate.burst,
    });
    assert.equal(flooder.heard("flood:warned").length, 1);
    for (const student of students) assert.deepEqual(student.heard("flood:warned"), []);
    await assert.rejects(say(flooder, "once more"), { code: "flooding" });
  });

  it("of packets is not read, not lost, and costs nobody else [P21]", async () => {
    const clock = new FakeClock();
    const host = await world.startHost({ clock });
    const ben = await world.member(host, "ben");
    const guest = await world.guest(host).connected();
    const sent = 3_000;
    let answered = 0;
    for (let i = 0; i < sent; i++) guest.socket.emit("room:enter", {}, () => (answered += 1));

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
