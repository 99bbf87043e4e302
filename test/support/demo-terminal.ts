import { bundled } from "./bundled.ts";
import { Terminal } from "./terminal.ts";

type Options = Partial<Parameters<typeof Terminal.start>[2]>;
type Start<Told, Started> = (told: Told, options?: Options) => Started;

/** Where a room's field and its status line are, counted from the bottom. */
export const field = -2;
export const status = -1;

/** Starts a script of Node with its arguments on a real terminal, and closes that after the test. */
export function terminals(): Start<string[], Terminal> {
  const started: Terminal[] = [];
  afterEach(async () => {
    for (const terminal of started.splice(0)) await terminal.close();
  });
  return (args, options = {}) => {
    const terminal = Terminal.start(process.execPath, args, options);
    started.push(terminal);
    return terminal;
  };
}

/** The same for the screen with a script of `demo-screen.ts`, bundled once for the suite that calls this. */
function demoTerminal(): Start<string, Terminal> {
  let program: Awaited<ReturnType<typeof bundled>>;
  before(async () => {
    program = await bundled("demo-screen");
  });
  after(() => program.remove());
  const start = terminals();
  return (script, options) => start([program.file, script], options);
}

/** The same with these options where a test gives no others; the terminal comes when the screen is drawn and listens. */
export function demoScreen(usual: Options = {}): Start<string, Promise<Terminal>> {
  const start = demoTerminal();
  return (script, options) => drawn(start(script, { ...usual, ...options }));
}

/** Resolves when the screen is drawn and listens. */
export function drawn(terminal: Terminal): Promise<Terminal> {
  return terminal.waitFor((screen) => screen.bracketedPaste && screen.lines()[0] !== "");
}
