import assert from "node:assert/strict";
import type { Event } from "classchat/state/events";
import { activeRoom } from "classchat/state/state";
import { after, entered, messageOf, messagesOf, opened, roomId } from "../support/views.ts";

describe("what a mentor alone is told in the timeline", () => {
  const room = roomId;
  const code: Event = { type: "noted", room, text: "With the code 123456 …" };
  const mia = { user: "mia", role: "mentor" } as const;
  const shown = (...events: Event[]) => {
    const state = after(opened, entered({ me: mia, messages: messagesOf(1, 3) }), code, ...events);
    return activeRoom(state)?.notes.map(({ text }) => text);
  };

  it("stands there when more is said, and after the next command [C65]", () => {
    const said: Event = { type: "received", room, messages: [messageOf(4)] };
    assert.deepEqual(shown(said, { type: "hinted", text: "done", tone: "info" }), [
      "With the code 123456 …",
    ]);
  });

  it("is not taken away by clearing the room, nor by a return to it [C65]", () => {
    const about = { upTo: 3, count: 3, by: "mia", upToAt: Date.now() };
    const cleared: Event = { type: "cleared", room, ...about };
    assert.deepEqual(shown(cleared), ["With the code 123456 …", "mia cleared 3 messages."]);
    assert.deepEqual(shown(entered({ me: mia })), ["With the code 123456 …"]);
    assert.deepEqual(shown(entered({ me: mia, restarted: true }))?.slice(0, 1), [
      "With the code 123456 …",
    ]);
  });

  it("goes when another account comes in, and when the room is left [C65]", () => {
    assert.deepEqual(shown(entered({ me: { user: "ben", role: "student" } })), []);
    assert.equal(shown({ type: "left", room }), undefined);
    assert.deepEqual(shown({ type: "left", room }, opened, entered({ me: mia })), []);
  });
});
