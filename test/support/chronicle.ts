import type { SessionEvent } from "classchat/client/session-events";

type Told<T extends SessionEvent["type"]> = Extract<SessionEvent, { type: T }>;

/** What a session told, in order. */
export class Chronicle {
  readonly events: SessionEvent[] = [];

  of<T extends SessionEvent["type"]>(type: T): Told<T>[] {
    return this.events.filter((event): event is Told<T> => event.type === type);
  }

  last<T extends SessionEvent["type"]>(type: T): Told<T> | undefined {
    return this.of(type).at(-1);
  }

  /** Every text that was told, in the order of telling. */
  get texts(): string[] {
    return this.events
      .flatMap((event) => ("messages" in event ? [...event.messages] : []))
      .map(({ text }) => text);
  }
}
