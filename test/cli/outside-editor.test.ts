import assert from "node:assert/strict";
import { readdir, writeFile } from "node:fs/promises";
import { composeOutside } from "classchat/outside-editor";
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
});
