import assert from "node:assert/strict";
import { cp, rm } from "node:fs/promises";
import { join } from "node:path";
import { eventually } from "../support/eventually.ts";
import { describeOnLan, type LanProgram, type ListeningEvent, placesOf } from "../support/lan.ts";

describeOnLan("impostors on a LAN", 3, (lan) => {
  /** Another program with the id and the name of that room, and a key of its own. */
  async function impersonate(pc: string, { id, port }: ListeningEvent): Promise<LanProgram> {
    const impostor = lan().program(pc, "impostor", id, "physics", String(port));
    await impostor.line<{ listening?: number }>(({ listening }) => listening !== undefined);
    return impostor;
  }

  /** Whoever looks for a room asks everyone for the card, and says nothing of themselves. */
  function assertAskedForCardOnly({ lines }: LanProgram): void {
    const said = (lines as { said?: string }[]).flatMap((line) => line.said ?? []);
    const question = /^GET \/card HTTP\/1\.1\r\nHost: [^\r]+\r\nConnection: [\w-]+\r\n\r\n$/u;
    assert.notEqual(said.length, 0);
    assert.deepEqual(
      said.filter((text) => !question.test(text)),
      [],
    );
  }

  it("get no credential of who joins with the room code, which finds the real room [S21]", async () => {
    const host = await lan().host("host", "physics");
    const impostor = await impersonate("s1", host.room);
    const doubtful = await lan().attempt("s2", ["send", "physics", "hi", "--as", "anu"]);
    assert.equal(doubtful.exitCode, 2);
    assert.match(doubtful.stderr, /10\.77\.0\.10[\s\S]*10\.77\.0\.11/u);
    await lan().register("s2", "physics", "anu", "--code", host.room.code);

    await host.end("SIGKILL");
    const newcomer = ["--user", "ben", "--email", "ben", "--code", host.room.code];
    const refused = await lan().attempt("s3", ["register", "physics", ...newcomer]);
    assert.deepEqual([refused.exitCode, refused.stdout], [1, ""]);
    assert.match(refused.stderr, /code/u);
    assertAskedForCardOnly(impostor);
  });

  it("are remembered with a notice by who joins them first without the code [S21]", async () => {
    const host = await lan().host("host", "physics");
    await host.end("SIGTERM");
    await cp(lan().data("host"), lan().data("twin"), { recursive: true });
    await rm(join(lan().data("twin"), "host", "key.pem"));
    const twin = await lan().host("s1", "physics", { data: "twin" });
    assert.equal(twin.room.id, host.room.id);
    assert.notEqual(twin.room.fingerprint, host.room.fingerprint);
    const member = lan().start("s2", ["join", "physics", "--as", "anu"]);
    await eventually(() => assert.match(member.complaints, /remembered unchecked; --code/u));
  });

  it("get no word of who knew the room, at its address, under its id and name [S22]", async () => {
    const host = await lan().host("host", "physics");
    const anu = await lan().join("s2", "physics", "anu");
    await lan().do("readdr", "host", "none");
    await host.end("SIGKILL");
    await lan().do("readdr", "s1", "10.77.0.10");
    const impostor = await impersonate("s1", host.room);
    const unsaid = "for the real room alone";
    anu.type(unsaid);
    const references = ["physics", host.room.id, `10.77.0.10:${host.room.port}`];
    const refusals = await Promise.all(
      references.map((room) => lan().attempt("s2", ["send", room, "secret", "--as", "anu"])),
    );
    for (const { exitCode, stdout, stderr } of refusals) {
      assert.deepEqual([exitCode, stdout], [1, ""]);
      assert.match(stderr, /key is not the one known/u);
    }
    const isBack = ({ type, text }: { type: string; text?: string }) =>
      type === "message" && text === unsaid;
    assert.ok(!(anu.lines as { type: string; text?: string }[]).some(isBack));
    assertAskedForCardOnly(impostor);
    const rooms = await lan().rooms("s2");
    assert.deepEqual(placesOf(rooms), ["physics 10.77.0.10"]);
    assert.equal(rooms[0]?.trust, "changed");
  });
});
