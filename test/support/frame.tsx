import "./colourless.ts";
import "classchat/ui/before-ink";
import { EventEmitter } from "node:events";
import type { Actions } from "classchat/state/actions";
import type { Event } from "classchat/state/events";
import { Model } from "classchat/state/model";
import { App } from "classchat/ui/App";
import { HandOver } from "classchat/ui/hand-over";
import { OrderedBy } from "classchat/ui/use-order";
import { render } from "ink";

export interface FrameSize {
  columns: number;
  rows: number;
}

// The one who looks does nothing, so whatever is asked of the actions is answered by nothing.
const actions = new Proxy({}, { get: () => () => undefined }) as Actions;

class Output extends EventEmitter {
  readonly isTTY = true;
  readonly columns: number;
  readonly rows: number;
  written: string[] = [];

  constructor({ columns, rows }: FrameSize) {
    super();
    this.columns = columns;
    this.rows = rows;
  }

  write = (text: string): boolean => {
    this.written.push(text);
    return true;
  };
}

class Input extends EventEmitter {
  readonly isTTY = true;
  setEncoding(): void {}
  setRawMode(): void {}
  resume(): void {}
  pause(): void {}
  ref(): void {}
  unref(): void {}
  read(): null {
    return null;
  }
}

const modes = "\u001b[?2004h";

/** The rows that the screen writes for its first picture in a window of that size after these events. */
export function frameAfter(events: readonly Event[], size: FrameSize): string[] {
  const model = new Model();
  for (const event of events) model.dispatch(event);
  const output = new Output(size);
  const screen = (
    <OrderedBy value="screen">
      <App model={model} actions={actions} handOver={new HandOver()} redraw={() => {}} />
    </OrderedBy>
  );
  const app = render(screen, {
    // Ink asks for whole streams and uses what these have.
    stdout: output as unknown as NodeJS.WriteStream,
    stdin: new Input() as unknown as NodeJS.ReadStream,
    debug: true,
    exitOnCtrlC: false,
    patchConsole: false,
    kittyKeyboard: { mode: "disabled" },
  });
  app.unmount();
  app.cleanup();
  const [frame = ""] = output.written.join("").split(modes);
  return frame.split("\n");
}
