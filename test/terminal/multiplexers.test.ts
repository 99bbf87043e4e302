import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { bundled } from "../support/bundled.ts";
import { endMultiplexer, isInstalled, multiplexers } from "../support/multiplexers.ts";
import { skipBecause } from "../support/skips.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";
import { keys, Terminal } from "../support/terminal.ts";

describe("inside other terminals", function () {
  this.slow(5_000);
  const folder = temporaryFolder();
  let program: Awaited<ReturnType<typeof bundled>>;

  before(async () => {
    program = await bundled("demo-screen");
  });
  after(() => program.remove());

  for (const multiplexer of multiplexers) {
    const { name } = multiplexer;

    it(`is the same in ${name}, and leaves the shell as it was [C58]`, async function () {
      if (!isInstalled(multiplexer)) skipBecause(this, `needs ${name}: apt install ${name}`);
      const session = `classchat-${randomUUID().slice(0, 8)}`;
      const env = { SCREENDIR: folder(), TMUX_TMPDIR: folder() };
      const options = { cols: 90, rows: 20, env };
      const terminal = Terminal.start(name, multiplexer.args(session, folder), options);
      try {
        await terminal.waitFor(/^[#$]/mu);
        terminal.type(`PS1="shell> "; echo be""fore${keys.enter}`);
        await terminal.waitFor(/^before$/mu);
        await useInside(terminal, `${process.execPath} ${program.file} chat`);
        await terminal.waitFor((screen) => /^before$/mu.test(screen.text()));
        await terminal.waitFor(/^shell>$/mu);
        assert.doesNotMatch(terminal.text(), /physics|小林/u);
        terminal.type(`echo af""ter${keys.enter}`);
        await terminal.waitFor(/^before\n(?:.*\n)*after$/mu);
      } finally {
        endMultiplexer(multiplexer, session, env);
        await terminal.close();
      }
    });
  }
});

/** Starts the demo from the shell, types, looks, and leaves. */
async function useInside(terminal: Terminal, command: string): Promise<void> {
  terminal.type(`${command}${keys.enter}`);
  await terminal.waitFor(/^\[1 physics\]/mu);
  await terminal.waitFor(/^›$/mu);
  terminal.type(`日本語 👍 ok${keys.enter}`);
  await terminal.waitFor(/✓ 日本語 👍 ok/u);
  assertStraight(terminal);
  terminal.type(`x${keys.ctrl("c")}`);
}

/** The rule beside the messages stands in one column, also behind wide characters. */
function assertStraight(terminal: Terminal): void {
  const column = terminal.find(/│ 5 here/u)?.x ?? -1;
  const top = terminal.find("│ 5 here")?.y ?? 0;
  for (let y = top; y < top + 12; y++) assert.equal(terminal.cell(column, y).text, "│");
}
