import "./before-ink.ts";
import { render } from "ink";
import type { Actions } from "../state/actions.ts";
import type { Model } from "../state/model.ts";
import { App } from "./App.tsx";
import { leave } from "./tabs.ts";

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
  const guard = watch({
    left: () => leave({ model, actions, window: { columns: 0, rows: 0 } }),
    failed: (error) => app.unmount(error),
  });
  try {
    await app.waitUntilExit();
  } finally {
    guard.stop();
    process.stdin.setRawMode(false);
    process.stdin.pause();
  }
}

/** Signals end the screen as leaving does; an error that nobody caught takes it down first. */
function watch({ left, failed }: { left: () => void; failed: (error: Error) => void }) {
  const listeners = [
    ["SIGTERM", left],
    ["SIGHUP", left],
    ["SIGINT", left],
    ["uncaughtException", failed],
  ] as const;
  for (const [event, listener] of listeners) process.on(event, listener);
  process.stdout.on("error", left);
  process.stdin.on("end", left);
  return {
    stop: () => {
      for (const [event, listener] of listeners) process.off(event, listener);
      process.stdout.off("error", left);
      process.stdin.off("end", left);
    },
  };
}
