import type { Event } from "./events.ts";
import { initialState, reduce, type State } from "./state.ts";

type Received = Extract<Event, { type: "received" }>;

/** Arrivals of this long share one drawing of the screen; keys do not wait for them. */
const gatherMs = 100;
/** A bar that grows is no news. */
const progressMs = 250;

/** The current state and who wants to know when it changes; lives outside React. */
export class Model {
  #state: State = initialState;
  #arrived: Received | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #dueAt = 0;
  readonly #listeners = new Set<() => void>();

  get = (): State => {
    const arrived = this.#arrived;
    this.#arrived = undefined;
    if (arrived) this.#state = reduce(this.#state, arrived);
    return this.#state;
  };

  dispatch = (event: Event): void => {
    const together = event.type === "received" ? joined(this.#arrived, event) : undefined;
    if (together) this.#arrived = together;
    else this.#state = reduce(this.get(), event);
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

/** What arrives in one room until somebody looks is one step: each costs as much as was ever said there. */
function joined(before: Received | undefined, event: Received): Received | undefined {
  if (!before) return event;
  if (before.room !== event.room) return undefined;
  return { ...event, messages: before.messages.concat(event.messages) };
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
