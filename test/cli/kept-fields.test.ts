import assert from "node:assert/strict";
import { readdir, readFile, stat } from "node:fs/promises";
import { KeptTexts } from "classchat/client/kept-texts";
import { emptyEdit, insert } from "classchat/input/editor";
import { KeptFields } from "classchat/kept-fields";
import { Model } from "classchat/state/model";
import { eventually } from "../support/eventually.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";
import { entered, opened, roomId } from "../support/views.ts";

describe("what stands in a field", () => {
  const folder = temporaryFolder();
  const open: KeptFields[] = [];

  afterEach(() => Promise.all(open.splice(0).map((fields) => fields.close())));

  /** A screen that was just started, with somebody in the room. */
  const start = (user = "anu") => {
    const model = new Model();
    const fields = new KeptFields({ model, texts: new KeptTexts(folder()), restMs: 5 });
    open.push(fields);
    const enter = (user: string) => model.dispatch(entered({ me: { user, role: "student" } }));
    const type = (text: string) =>
      model.dispatch({
        type: "edited",
        room: roomId,
        field: text ? insert(emptyEdit, text) : emptyEdit,
      });
    const field = () => model.get().tabs[0]?.field.text;
    model.dispatch(opened);
    enter(user);
    return { model, fields, enter, type, field };
  };
  const begun = (...parts: string[]) => folder("begun", ...parts);
  const files = () => readdir(begun(roomId)).catch(() => []);
  const isWritten = (text: string, user = "anu") =>
    eventually(async () => {
      assert.equal(await readFile(begun(roomId, `${user}.txt`), "utf8"), text);
    });

  it("is there again after a restart, for its author alone to read [C46]", async () => {
    const first = start();
    first.type("half a sen");
    await isWritten("half a sen");
    if (process.platform !== "win32") {
      assert.equal((await stat(begun(roomId, "anu.txt"))).mode & 0o777, 0o600);
    }
    const { field } = start();
    await eventually(() => assert.equal(field(), "half a sen"));
  });

  it("is written down when one leaves, without a rest [C46]", async () => {
    const { fields, type } = start();
    type("just typed");
    await fields.close();
    await isWritten("just typed");
  });

  it("goes when it is sent [C46]", async () => {
    const { type } = start();
    type("hello");
    await isWritten("hello");
    type("");
    await eventually(async () => assert.deepEqual(await files(), []));
  });

  it("belongs to who typed it, and comes back to nobody else [C46]", async () => {
    const { enter, type, field } = start("anu");
    type("secret of anu");
    await isWritten("secret of anu");
    enter("ben");
    assert.equal(field(), "");
    type("of ben");
    await isWritten("of ben", "ben");
    enter("anu");
    await eventually(() => assert.equal(field(), "secret of anu"));
    assert.deepEqual((await files()).sort(), ["anu.txt", "ben.txt"]);
  });

  it("does not take the place of what is being typed already [C46]", async () => {
    const first = start();
    first.type("old");
    await isWritten("old");
    const second = start();
    second.type("new");
    await isWritten("new");
    assert.equal(second.field(), "new");
  });

  it("is kept while a question has the field [C46]", async () => {
    const { model, type } = start();
    type("mine");
    model.dispatch({ type: "asked", room: roomId, question: "Sure?" });
    type("yes");
    await isWritten("mine");
  });

  it("is not there for whoever has not signed in: forms are never written down [C46]", async () => {
    const model = new Model();
    const fields = new KeptFields({ model, texts: new KeptTexts(folder()), restMs: 0 });
    model.dispatch(opened);
    model.dispatch({ type: "signInAsked", room: roomId });
    model.dispatch({ type: "edited", room: roomId, field: insert(emptyEdit, "correct horse") });
    await fields.close();
    assert.deepEqual(await files(), []);
  });
});
