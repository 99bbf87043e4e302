import type { DoubtLine, Message } from "@classchat/core";
import type { Entered, SessionEvent } from "../client/session-events.ts";
import { dayOf } from "../transcript/moment.ts";
import { words } from "../words/words.ts";
import { EventWords } from "./event-words.ts";
import { messageLine } from "./message-lines.ts";
import { printLine, tell } from "./output.ts";

/** A room in plain lines: messages are the results, all else is said beside them, and each in its order. */
export class RoomLines {
  readonly #prefix: string;
  readonly #eventWords = new EventWords((text) => this.#tell(text));
  #me: string | undefined;
  #day = dayOf(Date.now());

  /** `prefix`: what tells the lines of several rooms apart. */
  constructor(prefix: string) {
    this.#prefix = prefix;
  }

  print(event: SessionEvent): void {
    for (const text of this.#eventWords.of(event)) this.#tell(text);
    if (event.type === "entered") this.#entered(event);
    if (event.type !== "received") return;
    for (const message of event.messages) this.#say(message);
  }

  #entered(event: Entered): void {
    // Who comes back has heard the messages before these.
    const isBack = this.#me === event.me.user && !event.restarted;
    const firstNew = isBack ? undefined : firstNewOf(event);
    this.#me = event.me.user;
    for (const line of inOrder(event)) {
      if (line === firstNew) this.#tell(words.notes.newSince);
      if ("student" in line) this.#doubt(line);
      else this.#say(line);
    }
  }

  #doubt(line: DoubtLine): void {
    for (const text of this.#eventWords.ofDoubt(line)) this.#tell(text);
  }

  /** Behind the day, where it is not that of the line before. */
  #say(message: Message): void {
    const day = dayOf(message.at);
    if (day !== this.#day) this.#tell(day);
    this.#day = day;
    printLine(this.#prefix + messageLine(message, this.#me));
  }

  #tell(text: string): void {
    tell(this.#prefix + text);
  }
}

/** The first message that this account has not read, if there are read ones before it. */
function firstNewOf({ messages, lastRead }: Entered): Message | undefined {
  const first = messages.findIndex(({ seq }) => seq > lastRead);
  return first > 0 ? messages[first] : undefined;
}

/** Each line between a student and the mentors behind the messages that were said before it. */
function* inOrder({ messages, doubts }: Entered): Generator<Message | DoubtLine> {
  const waiting = [...doubts];
  for (const message of messages) {
    while (waiting[0] && waiting[0].at < message.at) yield* waiting.splice(0, 1);
    yield message;
  }
  yield* waiting;
}
