import { bundled } from "./bundled.ts";
import { Terminal } from "./terminal.ts";

export type TerminalOptions = Partial<Parameters<typeof Terminal.start>[2]>;

/** Starts the screen with a script of `demo-screen.ts` on a real terminal; bundled once for the suite that calls this. */
export function demoTerminal(): (script: string, options?: TerminalOptions) => Terminal {
  let program: Awaited<ReturnType<typeof bundled>>;
  before(async () => {
    program = await bundled("demo-screen");
  });
  after(() => program.remove());
  return (script, options = {}) =>
    Terminal.start(process.execPath, [program.file, script], options);
}

/** Resolves when the screen is drawn and listens. */
export function drawn(terminal: Terminal): Promise<Terminal> {
  return terminal.waitFor((screen) => screen.bracketedPaste && screen.lines()[0] !== "");
}
