import { cleanText, type RoomId } from "@classchat/core";
import { failureWords } from "./client/failure-words.ts";
import type { KeptTexts } from "./client/kept-texts.ts";
import { fieldLength } from "./input/paste-way.ts";
import type { Model } from "./state/model.ts";
import { ownText, type RoomView } from "./state/room-view.ts";
import { words } from "./words/words.ts";

interface KeptFieldsOptions {
  model: Model;
  texts: KeptTexts;
  /** So long somebody has to rest before what is typed is written down. */
  restMs?: number;
}

/** What is known to be on disk, or will be soon, of what one author has in one field. */
interface Kept {
  user: string;
  text: string;
  isLoaded: boolean;
  timer: ReturnType<typeof setTimeout> | undefined;
}

/** Keeps what stands in the fields of rooms for its authors, and puts it back when they come again. */
export class KeptFields {
  readonly #options: Required<KeptFieldsOptions>;
  readonly #kept = new Map<RoomId, Kept>();
  readonly #stopWatching: () => void;
  #done: Promise<void> = Promise.resolve();
  #hasComplained = false;

  constructor({ restMs = 400, ...options }: KeptFieldsOptions) {
    this.#options = { restMs, ...options };
    this.#stopWatching = options.model.subscribe(() => this.#look());
  }

  /** Resolves when all is written down. */
  async close(): Promise<void> {
    await this.#done;
    this.#look();
    this.#stopWatching();
    for (const room of [...this.#kept.keys()]) this.#forget(room);
    await this.#done;
  }

  #look(): void {
    const { tabs } = this.#options.model.get();
    const gone = [...this.#kept.keys()].filter((id) => !tabs.some(({ room }) => room === id));
    for (const room of gone) this.#forget(room);
    for (const view of tabs) this.#lookAt(view);
  }

  #lookAt({ room, me, ...view }: RoomView): void {
    const kept = this.#kept.get(room);
    const { text } = ownText({ room, me, ...view });
    if (!me) return;
    if (kept?.user !== me.user) this.#begin(room, me.user);
    else if (kept.isLoaded && kept.text !== text) this.#change(room, { ...kept, text });
  }

  /** Whoever sat here before has their own. */
  #begin(room: RoomId, user: string): void {
    this.#forget(room);
    const kept: Kept = { user, text: "", isLoaded: false, timer: undefined };
    this.#kept.set(room, kept);
    this.#doNext(() => this.#load(room, kept));
  }

  /** What is being typed already stays. */
  async #load(room: RoomId, kept: Kept): Promise<void> {
    const { model, texts } = this.#options;
    const text = cleanText(await texts.read(room, kept.user)).slice(0, fieldLength);
    if (this.#kept.get(room) !== kept) return;
    this.#kept.set(room, { ...kept, text, isLoaded: true });
    const view = model.get().tabs.find((tab) => tab.room === room);
    if (text && view && ownText(view).text === "") model.dispatch({ type: "written", room, text });
    else this.#look();
  }

  /** What was sent goes at once, or it would stand there again after a crash. */
  #change(room: RoomId, kept: Kept): void {
    clearTimeout(kept.timer);
    const { restMs } = this.#options;
    const timer = kept.text === "" ? undefined : setTimeout(() => this.#write(room), restMs);
    this.#kept.set(room, { ...kept, timer });
    if (timer === undefined) this.#write(room);
  }

  #write(room: RoomId): void {
    const kept = this.#kept.get(room);
    if (!kept) return;
    clearTimeout(kept.timer);
    this.#kept.set(room, { ...kept, timer: undefined });
    this.#doNext(() => this.#options.texts.write(room, kept.user, kept.text));
  }

  /** One thing after the other, so that what is read is what was written last. */
  #doNext(work: () => Promise<void>): void {
    this.#done = this.#done.then(work).catch((error: Error) => this.#complain(error));
  }

  #forget(room: RoomId): void {
    if (this.#kept.get(room)?.timer !== undefined) this.#write(room);
    this.#kept.delete(room);
  }

  /** Once is enough: a full disk would say it with each word. */
  #complain(error: Error): void {
    if (this.#hasComplained) return;
    this.#hasComplained = true;
    const text = words.files.fieldNotKept(failureWords(error));
    this.#options.model.dispatch({ type: "hinted", text, tone: "error" });
  }
}
