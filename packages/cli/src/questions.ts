import type { RoomId } from "@classchat/core";
import type { Model } from "./state/model.ts";

/** What waits for a yes or a no, by room. */
export class Questions {
  readonly #model: Model;
  readonly #open = new Map<RoomId, (isYes: boolean) => void>();

  constructor(model: Model) {
    this.#model = model;
  }

  has(room: RoomId): boolean {
    return this.#open.has(room);
  }

  /** Only one question is open in a room: an earlier one is answered with no. */
  ask(room: RoomId, question: string): Promise<boolean> {
    this.#open.get(room)?.(false);
    return new Promise((resolve) => {
      this.#open.set(room, resolve);
      this.#model.dispatch({ type: "asked", room, question });
    });
  }

  answer(room: RoomId, isYes: boolean): void {
    this.#settle(room, isYes);
    this.#model.dispatch({ type: "answered", room });
  }

  /** Its room goes away: nobody will answer. */
  drop(room: RoomId): void {
    this.#settle(room, false);
  }

  #settle(room: RoomId, isYes: boolean): void {
    this.#open.get(room)?.(isYes);
    this.#open.delete(room);
  }
}
