import assert from "node:assert/strict";
import { readdir, writeFile } from "node:fs/promises";
import { composeOutside, editorStart } from "classchat/outside-editor";
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

    it("reach it with the arguments and quotes of a shell, whatever the path is like [C47]", async () => {
      await editor("fs.writeFileSync(file, process.argv.slice(2, -1).join('|'));");
      process.env.VISUAL += ` -c "set ft" --alternate="a  b"`;
      const odd = folder("it's $HOME & %PATH% (1)");
      assert.equal(await composeOutside("a draft", odd), "-c|set ft|--alternate=a  b");
      await editor("fs.writeFileSync(file, 'by a path with spaces');");
      if (process.platform === "win32") return;
      const program = folder("an editor");
      await writeFile(program, `#!/bin/sh\n${process.env.VISUAL} "$@"\n`, { mode: 0o700 });
      process.env.VISUAL = program;
      assert.equal(await composeOutside("a draft", folder()), "by a path with spaces");
    });

    it("reach a .cmd of Windows by its shell, which is not told the path but where it stands [C47]", () => {
      const { program, args, options } = editorStart("code --wait", "C:\\a & b\\%x%.md", "win32");
      assert.match(program, /cmd/iu);
      assert.deepEqual(args.slice(-2), ["/c", '"code --wait "%CLASSCHAT_TEXT%""']);
      assert.equal(options.windowsVerbatimArguments, true);
      assert.equal(options.env?.CLASSCHAT_TEXT, "C:\\a & b\\%x%.md");
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
