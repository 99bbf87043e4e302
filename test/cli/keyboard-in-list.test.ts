import assert from "node:assert/strict";
import type { Event } from "classchat/state/events";
import { chord, deskAfter, enter, listed } from "../support/desk.ts";
import { entered, opened, roomId } from "../support/views.ts";

const kicked: Event = {
  type: "connection",
  room: roomId,
  connection: { state: "refused", code: "kicked" },
};

describe("the keyboard in the list of rooms", () => {
  it("joins the marked room, but none whose key changed", () => {
    const rooms = [listed("a", "new"), listed("b", "changed")];
    const { type, asked, model } = deskAfter({ type: "found", rooms });
    type(enter, chord("down"), chord("down"), enter);
    assert.deepEqual(asked, [["join", "a"]]);
    assert.match(model.get().hint?.text ?? "", /key is not the one known/u);
  });

  it("carries out in the list what needs no room, and says of the rest that it does [C69]", () => {
    const { type, asked, model } = deskAfter({ type: "found", rooms: [listed("a", "new")] });
    const hint = () => model.get().hint?.text;
    type("/theme light", enter);
    assert.equal(model.get().theme, "light");
    assert.deepEqual(asked, [["submit", "rooms", "/theme light"]]);
    type("/bell all", enter);
    assert.equal(hint(), "/bell is about one room: go to its tab first.");
    assert.equal(model.get().listField.text, "");
    type("/theme", enter);
    assert.match(hint() ?? "", /typed like this: \/theme/u);
    assert.equal(model.get().listField.text, "/theme");
    type("x", enter);
    assert.match(hint() ?? "", /There is no command \/themex; did you mean \/theme\?/u);
    assert.equal(asked.length, 1);
  });

  it("keeps the mark on its room when others come and go", () => {
    const { type, asked, model } = deskAfter({ type: "found", rooms: [listed("b", "new")] });
    model.dispatch({ type: "found", rooms: [listed("a", "new"), listed("b", "new")] });
    type(enter);
    assert.deepEqual(asked, [["join", "b"]]);
  });

  it("comes back to a room by Enter in the list [C20]", () => {
    const rooms = [{ ...listed("a", "known"), id: roomId }];
    const inList: Event[] = [
      { type: "found", rooms },
      { type: "switched", room: "rooms" },
    ];
    const present = deskAfter(opened, entered(), ...inList);
    present.type(enter);
    assert.deepEqual([present.asked, present.model.get().active], [[], roomId]);
    const out = deskAfter(opened, entered(), kicked, ...inList);
    out.type(enter);
    assert.deepEqual(out.asked, [["join", roomId]]);
  });
});
