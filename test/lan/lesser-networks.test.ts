import assert from "node:assert/strict";
import { writeFile } from "node:fs/promises";
import { describeOnLan } from "../support/lan.ts";

const networks = [
  { title: "with IPv6 alone", setUp: ["v6only", "all"], address: /^fd77::10$/u },
  { title: "without routers", setUp: ["linklocal", "all", "4"], address: /^169\.254\.77\.10$/u },
  {
    title: "without IPv4 and routers",
    setUp: ["linklocal", "all", "6"],
    address: /^fe80::.+%eth0/u,
  },
  { title: "with no route and no DNS", setUp: ["no-route", "all"], address: /^10\.77\.0\.10$/u },
];

describeOnLan("rooms on networks that give less", 1, (lan) => {
  for (const { title, setUp, address } of networks) {
    it(`are found, joined and talked in ${title} [D21]`, async () => {
      const [verb = "", ...args] = setUp;
      await lan().do(verb, ...args);
      await lan().host("host", "physics");
      const [room] = await lan().rooms("s1");
      assert.match(room?.address ?? "", address);
      await lan().talk("s1", "physics", "anu");
      const file = lan().data("notes.txt");
      await writeFile(file, "F = ma");
      const sent = await lan().attempt("s1", ["send", "physics", "--file", file, "--as", "anu"]);
      assert.deepEqual([sent.exitCode, sent.stderr], [0, ""]);
    });
  }
});
