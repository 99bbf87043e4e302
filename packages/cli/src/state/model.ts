import type { Event } from "./events.ts";
import { initialState, reduce, type State } from "./state.ts";

/** Arrivals of this long share one drawing of the screen; keys do not wait for them. */
const gatherMs = 100;
/** A bar that grows is no news. */
const progressMs = 250;

/** The current state and who wants to know when it changes; lives outside React. */
export class Model {
  #state: State = initialState;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #dueAt = 0;
  readonly #listeners = new Set<() => void>();

  get = (): State => this.#state;

  dispatch = (event: Event): void => {
    this.#state = reduce(this.#state, event);
    const patienceMs = patienceFor(event);
    if (patienceMs > 0) this.#tellWithin(patienceMs);
    else this.#tell();
  };

  subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  #tellWithin(ms: number): void {
    const dueAt = Date.now() + ms;
    if (this.#timer !== undefined && this.#dueAt <= dueAt) return;
    clearTimeout(this.#timer);
    this.#dueAt = dueAt;
    this.#timer = setTimeout(this.#tell, ms);
  }

  readonly #tell = (): void => {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    for (const listener of this.#listeners) listener();
  };
}

/** How long the drawing of it may wait for more. */
function patienceFor(event: Event): number {
  switch (event.type) {
    case "received":
    case "presence":
    case "typing":
      return gatherMs;
    case "progress":
      return event.transfer.state === "running" ? progressMs : gatherMs;
    default:
      return 0;
  }
}
