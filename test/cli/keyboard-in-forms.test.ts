import assert from "node:assert/strict";
import { type Form, newForm } from "classchat/state/form";
import { paste } from "classchat/ui/keyboard";
import { chord, deskAfter, enter } from "../support/desk.ts";
import { opened, roomId } from "../support/views.ts";

describe("the keyboard in a form", () => {
  it("sends a form when nothing is missing, trimmed but for the password", () => {
    const { type, asked } = deskAfter(opened, { type: "signInAsked", room: roomId });
    type(enter, " anu ", enter, enter, " horse ", chord("tab"), " ", enter);
    const input = { login: "anu", password: " horse ", remember: true };
    assert.deepEqual(asked, [["signIn", roomId, input]]);
    type("more", enter);
    assert.equal(asked.length, 1, "the form was sent while it was on its way");
  });

  it("keeps whoever made an account or a new password signed in if they say so [C66]", () => {
    const account = ["anu", enter, "anu.k", enter, "horse1234", enter, "horse1234"];
    const tab = chord("tab");
    for (const tick of [true, false]) {
      const { type, asked, model } = deskAfter(opened, { type: "signInAsked", room: roomId });
      const show = (form: Form) => model.dispatch({ type: "formEdited", room: roomId, form });
      show(newForm("register"));
      type(...account, tab, tab, ...(tick ? [" "] : []), enter);
      show(newForm("reset"));
      type("anu.k", enter, "123456", enter, "horse1234", enter, "horse1234", tab);
      type(...(tick ? [" "] : []), enter);
      const given = asked.map(([name, , input]) => [
        name,
        (input as { remember: boolean }).remember,
      ]);
      assert.deepEqual(given, [
        ["register", tick],
        ["reset", tick],
      ]);
    }
  });

  it("shows the mentor of a new host that they stay signed in there, and lets them say no [C66]", () => {
    const account = ["mia", enter, "mia", enter, "horse1234", enter, "horse1234"];
    const asked = [[enter], [chord("tab"), " ", enter]].map((rest) => {
      const desk = deskAfter(opened, { type: "firstRunAsked" });
      desk.type(...account, ...rest);
      return (desk.asked[0]?.[1] as { remember?: boolean } | undefined)?.remember;
    });
    assert.deepEqual(asked, [true, false]);
  });

  it("pastes into one row of a form without the line break at its end", () => {
    const { desk, type, asked } = deskAfter(opened, { type: "codeAsked", room: roomId });
    paste(desk, "maple otter\n river-seven\n");
    type(enter);
    assert.deepEqual(asked, [["giveCode", roomId, "maple otter river-seven"]]);
  });

  it("asks for a reset code, and sets the new password with it [C32]", () => {
    const { type, asked, model } = deskAfter(opened, { type: "signInAsked", room: roomId });
    const toLink = [chord("shift+tab"), chord("shift+tab")];
    type(...toLink, enter, " anu.k ", enter);
    assert.deepEqual(asked, [["requestReset", roomId, "anu.k"]]);
    model.dispatch({ type: "resetRequested", room: roomId, delivery: "mentor" });
    type("ABCD-EFGH ", enter, "long enough", enter, "long enough", enter);
    const input = {
      email: "anu.k",
      resetCode: "ABCD-EFGH",
      password: "long enough",
      remember: false,
    };
    assert.deepEqual(asked.at(-1), ["reset", roomId, input]);
  });
});
