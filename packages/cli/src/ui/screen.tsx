import "./before-ink.ts";
import { type RenderOptions, render } from "ink";
import type { Actions } from "../state/actions.ts";
import type { Model } from "../state/model.ts";
import { App } from "./App.tsx";
import { HandOver } from "./hand-over.ts";
import { leave } from "./navigation.ts";
import { ordererOf } from "./orderer.ts";
import { tellOutside } from "./outside.ts";
import { signsOf } from "./terminal-signs.ts";
import { OrderedBy } from "./use-order.ts";

interface Parts {
  model: Model;
  actions: Actions;
  /** Whether errors that nobody caught are somebody else's: where they are not, they end the screen. */
  outlivesErrors?: boolean;
}

/**
 * Shows the screen until the user leaves, and gives the terminal back as it was, whatever happens. Rejects with the
 * error that ended it, so that it is printed where it can be read: after the terminal was given back.
 */
export async function runScreen({ model, actions, outlivesErrors = false }: Parts): Promise<void> {
  // Before Ink asks the terminal anything, or its answers would be echoed:
  process.stdin.setRawMode(true);
  const untold = tellOutside(model, { signs: signsOf(process), write: toTerminal });
  const orderer = ordererOf(process);
  const handOver = new HandOver();
  const screen = () => (
    <OrderedBy value={orderer}>
      <App model={model} actions={actions} handOver={handOver} redraw={redrawSoon} />
    </OrderedBy>
  );
  // Not in the midst of a key:
  const redrawSoon = () => void setImmediate(redraw);
  const app = render(screen(), {
    alternateScreen: true,
    exitOnCtrlC: false,
    incrementalRendering: true,
    maxFps: 60,
    kittyKeyboard,
  });
  const redraw = () => {
    // By then the terminal may be given back.
    if (model.get().quit) return;
    // Ink goes up from where it left the cursor, and another program may have moved that.
    toTerminal(toTopLeft);
    app.clear();
    app.rerender(screen());
  };
  const unresized = redrawAfterResizing(redraw);
  const left = () => leave({ model, actions });
  const interrupted = () => {
    if (!handOver.isOut) left();
  };
  const watched = watch({ left, interrupted, taken: app.unmount, outlivesErrors });
  try {
    await Promise.race([app.waitUntilExit(), watched.gone]);
    watched.rethrow();
  } finally {
    watched.stop();
    unresized();
    untold();
    process.stdin.setRawMode(false);
    process.stdin.pause();
  }
}

/**
 * Terminals that can tell of Shift+Enter, and Esc from the Alt key, are asked to. They then name keys by what is printed
 * on them, so they also have to say which Latin ones those are.
 */
const kittyKeyboard: NonNullable<RenderOptions["kittyKeyboard"]> = {
  mode: "auto",
  flags: ["disambiguateEscapeCodes", "reportAlternateKeys"],
};

/**
 * A window that was made smaller and large again before we looked has lost rows, and Node does not call that a change.
 * Gives how to end it.
 */
function redrawAfterResizing(redraw: () => void): () => void {
  let before = String(process.stdout.getWindowSize());
  const resized = () => {
    const now = String(process.stdout.getWindowSize());
    if (now === before) redraw();
    before = now;
  };
  process.on("SIGWINCH", resized);
  return () => process.off("SIGWINCH", resized);
}

const toTopLeft = "\u001b[2J\u001b[H";

/** A terminal that is gone takes nothing. */
function toTerminal(sequence: string): void {
  if (process.stdout.writable) process.stdout.write(sequence);
}

/** `left` is what the user does to leave, `taken` gives the terminal back at once. */
interface Ends {
  left: () => void;
  taken: () => void;
}

interface Watched extends Ends, Required<Pick<Parts, "outlivesErrors">> {
  /** Ctrl+C, or what stands for it. */
  interrupted: () => void;
}

/** Watches for what ends the screen from outside: signals, errors that nobody caught, a terminal that is closed. */
function watch({ left, interrupted, taken, outlivesErrors }: Watched) {
  const errors: unknown[] = [];
  const caught = (error: unknown) => {
    errors.push(error);
    taken();
  };
  if (!outlivesErrors) process.on("uncaughtException", caught);
  process.on("SIGTERM", left).on("SIGINT", interrupted);
  return {
    gone: hangup({ left, taken }),
    rethrow: () => {
      if (errors.length > 0) throw errors[0];
    },
    stop: () => {
      process.off("uncaughtException", caught).off("SIGTERM", left).off("SIGINT", interrupted);
    },
  };
}

/**
 * Resolves when the window was closed. Ink may wait for ever to write to a terminal that is gone, so nobody waits for
 * Ink then; and the listeners stay, for what is written last may fail as well.
 */
function hangup({ left, taken }: Ends): Promise<void> {
  return new Promise((resolve) => {
    let isGone = false;
    const hungUp = () => {
      if (isGone) return;
      isGone = true;
      left();
      taken();
      process.once("exit", dieOfHangup);
      resolve();
    };
    process.stdin.on("error", hungUp).on("end", hungUp);
    process.stdout.prependListener("error", hungUp);
    // Told more than once, as tmux does, it must not end a host that is closing its rooms.
    process.on("SIGHUP", hungUp);
  });
}

/**
 * Node 20 aborts, with a crash report, when it restores a terminal that is gone. So once all is done the process ends of
 * the signal, as it would have without us.
 */
function dieOfHangup(): void {
  process.removeAllListeners("SIGHUP");
  process.kill(process.pid, "SIGHUP");
}
