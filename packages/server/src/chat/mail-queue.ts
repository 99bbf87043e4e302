import { ChatError, limits } from "@classchat/core";

/** Runs one task after the other: a mail server meets one connection at a time. */
export class MailQueue {
  #last: Promise<void> = Promise.resolve();
  #waiting = 0;

  /** Resolves or rejects as the task does; rejects with `ChatError("busy")` where too many wait. */
  async run(task: () => Promise<void>): Promise<void> {
    if (this.#waiting >= limits.mailsWaiting) throw new ChatError("busy");
    this.#waiting += 1;
    const done = this.#last.then(task).finally(() => {
      this.#waiting -= 1;
    });
    this.#last = done.catch(() => {});
    return done;
  }
}
