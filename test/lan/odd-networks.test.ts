import assert from "node:assert/strict";
import { describeOnLan, placesOf, sees } from "../support/lan.ts";

describeOnLan("rooms on networks of other kinds", 2, (lan) => {
  it("are found by an interface that appears later [D5]", async () => {
    await lan().host("host", "physics");
    await lan().do("cut", "s1");
    const watcher = lan().watch("s1");
    await lan().do("second-interface", "host");
    await lan().do("second-interface", "s1");
    await sees(watcher, ["physics 10.78.0.10"], 10_000);
  });

  it("are reached without multicast, once they were known and by address [D11]", async () => {
    const { room } = await lan().host("host", "physics");
    const account = ["--user", "anu", "--email", "anu"];
    const password = { CLASSCHAT_PASSWORD: "correct horse 7" };
    await lan().classchat("s1", ["register", "physics", ...account], password);
    await lan().do("multicast", "all", "off");
    const [known, unknown] = await Promise.all([lan().rooms("s1"), lan().rooms("s2")]);
    assert.deepEqual(placesOf(known), ["physics 10.77.0.10"]);
    assert.deepEqual(placesOf(unknown), []);
    const other = ["--user", "ben", "--email", "ben"];
    const address = `10.77.0.10:${room.port}`;
    await lan().classchat("s2", ["register", address, ...other], password);
    const sent = await lan().classchat("s2", ["send", address, "hi", "--as", "ben"], password);
    assert.match(sent, /^\d+\n$/u);
  });

  it("are found where there is no network but loopback [D8]", async () => {
    await lan().exec("host", ["ip", "link", "del", "eth0"]);
    await lan().host("host", "physics");
    const rooms = await lan().rooms("host", { data: "student-here" });
    assert.deepEqual(placesOf(rooms), ["physics 127.0.0.1"]);
  });
});
