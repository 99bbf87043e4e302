import { demoScreen } from "../support/demo-terminal.ts";
import { keys } from "../support/terminal.ts";

const f1 = "\u001bOP";

describe("help on the screen", function () {
  this.slow(2_000);
  const show = demoScreen();

  it("comes by F1, with all commands and keys, and goes by F1 and by any other key [C53]", async () => {
    const terminal = await show("chat");
    terminal.type(`not lost${f1}`);
    await terminal.waitFor(/^ \/help .*the commands and the keys[\s\S]*↓ more \(PgDn\)/mu);
    terminal.type(keys.end);
    await terminal.waitFor(/^ keys in the help[\s\S]* PgDn +a page down[\s\S]*any key: back/mu);
    terminal.type(f1);
    await terminal.waitFor(/Good morning[\s\S]*› not lost$/mu);
    terminal.type(`${f1}x`);
    await terminal.waitFor(/Good morning[\s\S]*› not lost$/mu);
  });

  it("says in the status line what can be done now, and lets go of it where it is narrow [C54]", async () => {
    const terminal = await show("files");
    await terminal.waitFor(/anu @ physics {3}online {3}Tab: files {3}\/help$/mu);
    terminal.type("/");
    await terminal.waitFor(/online {3}↑ ↓: choose {3}Tab: take {3}Esc: close$/mu);
    terminal.type(`${keys.backspace}so`);
    await terminal.waitFor(/online {3}Ctrl\+J: new line$/mu);
    terminal.resize(40, 20);
    await terminal.waitFor(/anu @ physics {3}online$/mu);
  });

  it("tells whoever enters an empty room how to begin [C55]", async () => {
    const terminal = await show("sign-in", { cols: 100 });
    await terminal.waitFor(/Tab: next field {3}Enter: go on/u);
    terminal.type(`anu${keys.enter}correct horse${keys.tab}`);
    await terminal.waitFor(/Tab: next field {3}Space: tick \[x\] {3}Enter: go on/u);
    terminal.type(keys.enter);
    await terminal.waitFor(/Nothing has been said since you came\. Type and press Enter;/u);
    terminal.type(`first${keys.enter}`);
    await terminal.waitFor(
      /^((?!Nothing has been said)[\s\S])*✓ first((?!Nothing has been said)[\s\S])*$/u,
    );
  });
});
