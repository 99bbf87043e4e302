import type { Event } from "./events.ts";
import { initialState, reduce, type State } from "./state.ts";

/** Arrivals of this long share one drawing of the screen; keys do not wait for them. */
const gatherMs = 100;

/** The current state and who wants to know when it changes; lives outside React. */
export class Model {
  #state: State = initialState;
  #timer: ReturnType<typeof setTimeout> | undefined;
  readonly #listeners = new Set<() => void>();

  get = (): State => this.#state;

  dispatch = (event: Event): void => {
    this.#state = reduce(this.#state, event);
    if (isArrival(event)) this.#timer ??= setTimeout(this.#tell, gatherMs);
    else this.#tell();
  };

  subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  readonly #tell = (): void => {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    for (const listener of this.#listeners) listener();
  };
}

function isArrival({ type }: Event): boolean {
  return type === "received" || type === "presence" || type === "typing";
}
