import assert from "node:assert/strict";
import { Bells } from "classchat/client/bells";
import { chooseRoom } from "classchat/client/room-choice";
import { Controller } from "classchat/controller";
import { type Client, openClient } from "classchat/plain/client";
import { Seats } from "classchat/seats";
import type { Event } from "classchat/state/events";
import { Model } from "classchat/state/model";
import { eventually } from "../support/eventually.ts";
import { FakeHost, roomId } from "../support/fake-host.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";

describe("what the screen asks for", () => {
  const folder = temporaryFolder();
  let host: FakeHost;
  let seats: Seats;
  let controller: Controller;
  let events: Event[];
  let bells: Bells;

  beforeEach(async () => {
    host = new FakeHost(folder("host"));
    await host.listen();
    const client = openClient({ data: folder("client") });
    const model = observed();
    seats = new Seats({ model, client, signInAt: async () => undefined });
    const choose = () => theRoom(client);
    const transcripts = async () => folder();
    bells = new Bells(client.folder, assert.fail);
    const keepBell: Bells["keep"] = (room, bell) => bells.keep(room, bell);
    const { folder: own } = client;
    controller = new Controller({ model, seats, choose, transcripts, keepBell, folder: own });
    controller.join("physics");
    await eventually(() => assert.ok(last("signInAsked")));
    controller.signIn(roomId, { login: "ana", password: "correct horse", remember: false });
    await eventually(() => assert.ok(last("entered")));
  });
  afterEach(async () => {
    await seats.close();
    await host.stop();
  });

  function observed(): Model {
    const model = new Model();
    const { dispatch } = model;
    events = [];
    model.dispatch = (event) => {
      events.push(event);
      dispatch(event);
    };
    return model;
  }

  async function theRoom(client: Client) {
    const reference = `127.0.0.1:${host.port}`;
    const pick = async () => assert.fail("there is one room only");
    const { room } = await chooseRoom({ reference, pick }, client);
    return { room, isVerified: true };
  }

  function of<T extends Event["type"]>(type: T) {
    return events.filter((event): event is Extract<Event, { type: T }> => event.type === type);
  }

  function last<T extends Event["type"]>(type: T) {
    return of(type).at(-1);
  }

  const asked = (name: string) => host.asked.filter((request) => request.name === name).length;

  it("is answered with what came of it [C22]", async () => {
    controller.submit(roomId, "/mute ben 5m");
    await eventually(() => assert.equal(last("hinted")?.text, "ben is muted for 5 min."));
    controller.submit(roomId, "/kick x");
    await eventually(() => assert.equal(last("hinted")?.tone, "error"));
  });

  it("puts a code into the timeline, where it stays, and there alone [C65]", async () => {
    host.answers["account:issueResetCode"] = () => ({ user: "ben", resetCode: "123456" });
    controller.submit(roomId, "/reset-code ben");
    await eventually(() => assert.match(last("noted")?.text ?? "", /With the code 123456 ben/u));
    assert.doesNotMatch(last("hinted")?.text ?? "", /123456/u);
    controller.submit(roomId, "/mute ben 5m");
    await eventually(() => assert.equal(last("hinted")?.text, "ben is muted for 5 min."));
    assert.equal(of("noted").length, 1);
  });

  it("clears after a yes, and asks one question at a time [C23]", async () => {
    host.keep("one");
    controller.submit(roomId, "/clear --no-backup");
    await eventually(() => assert.match(last("asked")?.question ?? "", /^Clear 1 message, up to/u));
    controller.submit(roomId, "/clear --keep 5");
    await eventually(() => assert.equal(of("asked").length, 2));
    await eventually(() => assert.equal(last("hinted")?.text, "Nothing was cleared."));
    controller.answer(roomId, false);
    await eventually(() => assert.equal(of("hinted").length, 2));
    assert.equal(asked("room:clear"), 0);

    controller.submit(roomId, "/clear --no-backup");
    await eventually(() => assert.equal(of("asked").length, 3));
    controller.answer(roomId, true);
    await eventually(() => assert.equal(asked("room:clear"), 1));
    assert.equal(of("answered").length, 2);
  });

  it("comes back to a room that it was put out of, when it joins again [C20]", async () => {
    host.tell("member:removed", { reason: "kicked" });
    host.drop();
    await eventually(() => assert.equal(last("connection")?.connection.state, "refused"));
    controller.join("physics");
    await eventually(() => assert.equal(of("entered").length, 2));
    assert.equal(last("entered")?.me.user, "ana");
  });

  it("keeps for what a room rings, and says it again [C40]", async () => {
    controller.submit(roomId, "/bell");
    await eventually(() => assert.match(last("hinted")?.text ?? "", /what is meant for you/u));
    controller.submit(roomId, "/bell all");
    await eventually(() => assert.match(last("hinted")?.text ?? "", /all that others say/u));
    await eventually(async () =>
      assert.deepEqual(await bells.all(), [{ room: roomId, bell: "all" }]),
    );
  });
});
