import "./before-ink.ts";
import { render } from "ink";
import type { Actions } from "../state/actions.ts";
import type { Model } from "../state/model.ts";
import { App } from "./App.tsx";
import { leave } from "./navigation.ts";

interface Parts {
  model: Model;
  actions: Actions;
}

/**
 * Shows the screen until the user leaves, and gives the terminal back as it was, whatever happens. Rejects with the
 * error that ended it, so that it is printed where it can be read: after the terminal was given back.
 */
export async function runScreen({ model, actions }: Parts): Promise<void> {
  // Before Ink asks the terminal anything, or its answers would be echoed:
  process.stdin.setRawMode(true);
  const app = render(<App model={model} actions={actions} />, {
    alternateScreen: true,
    exitOnCtrlC: false,
    incrementalRendering: true,
    maxFps: 60,
    kittyKeyboard: { mode: "disabled" },
  });
  const watched = watch({
    left: () => leave({ model, actions, window: { columns: 0, rows: 0 } }),
    failed: () => app.unmount(),
  });
  try {
    await app.waitUntilExit();
    watched.rethrow();
  } finally {
    watched.stop();
    process.stdin.setRawMode(false);
    process.stdin.pause();
  }
}

/** Signals end the screen as leaving does; an error that nobody caught takes it down and is thrown again. */
function watch({ left, failed }: { left: () => void; failed: () => void }) {
  const errors: unknown[] = [];
  const caught = (error: unknown) => {
    errors.push(error);
    failed();
  };
  const signals = ["SIGTERM", "SIGHUP", "SIGINT"] as const;
  for (const signal of signals) process.on(signal, left);
  process.on("uncaughtException", caught);
  // The window was closed, and with it the terminal:
  process.stdout.on("error", left);
  process.stdin.on("end", left);
  return {
    rethrow: () => {
      if (errors.length > 0) throw errors[0];
    },
    stop: () => {
      for (const signal of signals) process.off(signal, left);
      process.off("uncaughtException", caught);
      process.stdout.off("error", left);
      process.stdin.off("end", left);
    },
  };
}
