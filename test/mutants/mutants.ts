/** A bug that was planted, and the suite that has to find it. */
export interface Mutant {
  name: string;
  /** Compiled file, and what is to be there in place of what. */
  file: string;
  text: string;
  planted: string;
  suite: "chaos" | "power-cut";
  /** What the suite has to complain about. */
  complaint: RegExp;
}

const numberBatch = "packages/server/dist/adapters/number-batch.js";
const conversation = "packages/server/dist/chat/conversation.js";
const append = "const kept = await this.#ports.messages.append(this.#room, unnumbered);";
const draftKey = "return `$" + "{author} $" + "{id}`;";

export const mutants: readonly Mutant[] = [
  {
    name: "the host knows no message again",
    file: numberBatch,
    text: draftKey,
    planted: "return `$" + "{author} $" + "{id} $" + "{Math.random()}`;",
    suite: "chaos",
    complaint: /is in the history twice/u,
  },
  {
    name: "the host knows a message again until it is restarted",
    file: numberBatch,
    text: draftKey,
    planted: "return `$" + "{author} $" + "{id} $" + "{process.pid}`;",
    suite: "chaos",
    complaint: /is in the history twice/u,
  },
  {
    name: "messages are answered and told before they are written",
    file: conversation,
    text: append,
    planted: `const given = this.given ??= { top: head, byKey: new Map(), last: Promise.resolve() };
      const kept = [];
      for (const { author, ...draft } of unnumbered) {
        const key = author + draft.id;
        const known = given.byKey.get(key) ?? await this.#ports.messages.findDraft(this.#room, { author, ...draft });
        const message = known ?? { seq: ++given.top, ...draft };
        given.byKey.set(key, message);
        kept.push(message);
      }
      given.last = given.last
        .then(() => new Promise((done) => setTimeout(done, 50)))
        .then(() => this.#ports.messages.append(this.#room, unnumbered));`,
    suite: "chaos",
    complaint: /was acknowledged as/u,
  },
  {
    name: "messages are told before they are written, and answered after",
    file: conversation,
    text: append,
    planted: `const ids = new Set();
      const fresh = [];
      for (const draft of unnumbered) {
        const known = await this.#ports.messages.findDraft(this.#room, draft);
        if (!known && !ids.has(draft.id)) fresh.push(draft);
        ids.add(draft.id);
      }
      this.#tell(fresh.map(({ author, ...message }, i) => ({ seq: head + 1 + i, ...message })));
      await new Promise((done) => setTimeout(done, 20));
      const kept = await this.#ports.messages.append(this.#room, unnumbered);`,
    suite: "chaos",
    complaint: /the view of user\d+ \(\d+\) has/u,
  },
  {
    name: "who comes back hears the room only after having read",
    file: "packages/server/dist/gateway/room-gateway.js",
    text: "joinAudiences(socket, socket.data.caller);",
    planted: "setTimeout(() => joinAudiences(socket, socket.data.caller), 100);",
    suite: "chaos",
    complaint: /is back and saw/u,
  },
  {
    name: "a draft leaves the outbox when it is sent, not when it is stored",
    file: "packages/cli/dist/client/sender.js",
    text: "const message = await this.#options.deliver(",
    planted: `await this.#options.outbox.remove(draft.id);
      const message = await this.#options.deliver(`,
    suite: "chaos",
    complaint: /never arrived/u,
  },
  {
    name: "nothing is brought to the disk",
    file: "packages/server/dist/adapters/disk.js",
    text: "export const syncContent = (file) => file.datasync();",
    planted: "export const syncContent = async () => {};",
    suite: "power-cut",
    complaint: /was acknowledged as|and waits for|of the history is/u,
  },
  {
    name: "messages are answered before they are brought to the disk",
    file: "packages/server/dist/adapters/group-commit.js",
    text: "await this.#journal.commit();",
    planted: "setTimeout(() => void this.#journal.commit(), 500);",
    suite: "power-cut",
    complaint: /was acknowledged as|and waits for|of the history is/u,
  },
];
