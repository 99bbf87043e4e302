import { writeFile } from "node:fs/promises";
import { demoScreen } from "../support/demo-terminal.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";
import { keys } from "../support/terminal.ts";

describe("an editor that has the terminal", function () {
  this.slow(2_000);
  const folder = temporaryFolder();
  const show = demoScreen();

  it("gets Ctrl+C for itself, which neither ends the chat nor loses the text [C47]", async () => {
    const script = folder("editor.cjs");
    await writeFile(
      script,
      `const fs = require("node:fs"); const file = process.argv.at(-1);
       process.on("SIGINT", () => {
         process.stdout.write("the editor heard it\\n");
         process.stdin.once("data", () => { fs.appendFileSync(file, " and on"); process.exit(0); });
       });
       process.stdout.write("the editor has it\\n");
       setInterval(() => {}, 1_000);`,
    );
    const env = { VISUAL: "", EDITOR: `"${process.execPath}" "${script}"` };
    const terminal = await show("chat", { env });
    terminal.type("begun");
    await terminal.waitFor("› begun");
    terminal.type(keys.ctrl("o"));
    await terminal.waitFor("the editor has it");
    terminal.type(keys.ctrl("c"));
    await terminal.waitFor("the editor heard it");
    terminal.type("\n");
    await terminal.waitFor(/› begun and on/u);
  });
});
