import assert from "node:assert/strict";
import { readdir, readFile, stat, writeFile } from "node:fs/promises";
import { TransferFailure } from "classchat/client/transfer-failure";
import { composeOutside } from "classchat/outside-editor";
import { sendPasted } from "classchat/pasted-file";
import { words } from "classchat/words/words";
import { temporaryFolder } from "../support/temporary-folder.ts";

describe("texts that go through a file", () => {
  const folder = temporaryFolder();
  const before = { VISUAL: process.env.VISUAL, EDITOR: process.env.EDITOR };

  afterEach(() => {
    for (const [name, value] of Object.entries(before)) {
      if (value === undefined) delete process.env[name];
      else process.env[name] = value;
    }
  });

  /** A program that does this to the file it is given. */
  const editor = async (does: string): Promise<void> => {
    const script = folder("my editor.cjs");
    await writeFile(
      script,
      `const fs = require("node:fs"); const file = process.argv.at(-1); ${does}`,
    );
    process.env.VISUAL = `"${process.execPath}" "${script}"`;
  };
  const left = (name: string) => readdir(folder(name)).catch(() => []);

  describe("of the user's editor", () => {
    it("come back as they were written, and nothing of them stays on disk [C47]", async () => {
      await editor(
        `fs.writeFileSync(file, fs.readFileSync(file, "utf8") + " " + (fs.statSync(file).mode & 0o777).toString(8));`,
      );
      const written = await composeOutside("a draft", folder());
      assert.match(written, process.platform === "win32" ? /^a draft / : /^a draft 600$/u);
      assert.deepEqual(await left("editing"), []);
    });

    it("are refused where it fails or does not start [C47]", async () => {
      await editor("process.exit(3);");
      await assert.rejects(composeOutside("a draft", folder()), /failed: your text is as it was/u);
      process.env.VISUAL = "/no/such/editor --wait";
      await assert.rejects(composeOutside("a draft", folder()), /does not start: set EDITOR/u);
      assert.deepEqual(await left("editing"), []);
    });
  });

  describe("that were pasted", () => {
    it("are there for their owner until they are stored, then gone [C47]", async () => {
      let read = "";
      const send = async (path: string) => {
        read = await readFile(path, "utf8");
        assert.match(path, /pasted-\d{6}\.txt$/u);
        if (process.platform !== "win32") assert.equal((await stat(path)).mode & 0o777, 0o600);
      };
      await sendPasted("one\ntwo\n\n", { folder: folder(), send });
      assert.equal(read, "one\ntwo\n");
      assert.deepEqual(await left("pasted"), []);
    });

    it("stay where they are not sent, and it is said where; given up they go [C47]", async () => {
      const fail = (message: string) => () => Promise.reject(new TransferFailure(message));
      const failing = sendPasted("one", { folder: folder(), send: fail("disk full") });
      const path = await failing.then(
        () => "",
        ({ message }: Error) => message.replace("Not sent; the text is kept: ", ""),
      );
      assert.equal(await readFile(path, "utf8"), "one\n");
      const [kept] = await left("pasted");
      const given = fail(words.errors["transfer-cancelled"]);
      await sendPasted("two", { folder: folder(), send: given });
      assert.deepEqual(await left("pasted"), [kept]);
    });
  });
});
