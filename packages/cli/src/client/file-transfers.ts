import { randomUUID } from "node:crypto";
import { stat } from "node:fs/promises";
import { basename, resolve } from "node:path";
import {
  type Attachment,
  ChatError,
  type Message,
  type RoomId,
  safeFileName,
} from "@classchat/core";
import { words } from "../words/words.ts";
import { download, giveUp } from "./download.ts";
import { failureWords } from "./failure-words.ts";
import { type FileSeat, handIn } from "./hand-in.ts";
import type { Transfer } from "./session-events.ts";
import type { TransferDoor } from "./transfer-door.ts";
import { TransferFailure, transferFailure } from "./transfer-failure.ts";
import { TransferReport } from "./transfer-report.ts";
import { Turns } from "./turns.ts";
import { UnfinishedUploads } from "./unfinished-uploads.ts";
import type { Progress } from "./upload.ts";

interface FileTransfersOptions {
  room: RoomId;
  /** The client's folder, which remembers what was begun. */
  folder: string;
  door: TransferDoor;
  /** Throws `not-signed-in` where nobody sits here. */
  seat: () => FileSeat;
  tell: (transfer: Transfer) => void;
  onTrouble: (message: string) => void;
}

interface Running {
  report: TransferReport;
  abort: AbortController;
  /** The draft of an upload, when it has one. */
  draft?: string;
}

type About = Pick<Transfer, "way" | "name" | "size"> & { path: string };

/** Why transfers end when one leaves: what there is of them stays, to be gone on with. */
const leaving = "leaving";
const atOnce = 3;

/** The files that one session sends and fetches, a few at a time each way. All that happens is told as events. */
export class FileTransfers {
  readonly #options: FileTransfersOptions;
  readonly #uploads: UnfinishedUploads;
  readonly #running = new Map<string, Running>();
  readonly #fetches = new Map<string, Promise<string>>();
  readonly #settling = new Set<Promise<unknown>>();
  #isClosed = false;
  readonly #turns = { send: new Turns(atOnce), fetch: new Turns(atOnce) };

  constructor(options: FileTransfersOptions) {
    const { folder, onTrouble } = options;
    this.#options = options;
    this.#uploads = new UnfinishedUploads(folder, (keptAs) =>
      onTrouble(words.files.damagedUploads(keptAs)),
    );
  }

  /** Those that have not ended. */
  get running(): readonly Transfer[] {
    return [...this.#running.values()].map(({ report }) => report.now);
  }

  /** Hands a file in; resolves with the message that announces it, or rejects with a `TransferFailure`. */
  send(path: string): Promise<Message> {
    const about = { way: "send", name: safeFileName(basename(path)), size: 0, path } as const;
    return this.#run(about, (running) => this.#handIn(path, running));
  }

  /** Fetches a file; resolves with its path, or rejects with a `TransferFailure`. The same one is fetched once. */
  fetch(file: Attachment, folder: string): Promise<string> {
    const key = `${file.id} ${resolve(folder)}`;
    const underWay = this.#fetches.get(key);
    if (underWay !== undefined) return underWay;
    const about = { way: "fetch", name: file.name, size: file.size, path: folder } as const;
    const fetching = this.#run(about, (running) => this.#download(file, folder, running));
    this.#fetches.set(key, fetching);
    const forget = () => this.#fetches.delete(key);
    fetching.then(forget, forget);
    return fetching;
  }

  /** Gives a transfer up: the host, or this computer, forgets what it has of it. */
  cancel(id: string): void {
    this.#running.get(id)?.abort.abort(giveUp);
  }

  /** Resolves when all have ended, one way or another. */
  async settled(): Promise<void> {
    while (this.#settling.size > 0) await Promise.all(this.#settling);
  }

  /** Ends all of them, and begins no more. */
  async close(): Promise<void> {
    this.#isClosed = true;
    await this.stop();
  }

  /** Ends all of them, for that reason; the same commands go on where they stopped. */
  async stop(reason?: ChatError): Promise<void> {
    for (const { abort } of this.#running.values()) abort.abort(reason ?? leaving);
    await this.settled();
  }

  async #handIn(path: string, running: Running): Promise<Message> {
    const { room, door, seat } = this.#options;
    running.report.measured(await sizeOf(path));
    const message = await handIn({
      ...{ path, room, door, seat: seat(), uploads: this.#uploads },
      onDraft: (draft) => this.#claim(draft, running),
      ...listeners(running),
    });
    running.report.ended({ state: "done" });
    return message;
  }

  async #download(file: Attachment, folder: string, running: Running): Promise<string> {
    const { door } = this.#options;
    const path = await download({ file: file.id, folder, door, ...listeners(running) });
    running.report.ended({ state: "done", path });
    return path;
  }

  /** The host knows an upload by its draft: two of one would end each other. */
  #claim(draft: string, running: Running): void {
    if ([...this.#running.values()].some((other) => other.draft === draft)) {
      throw new TransferFailure(words.files.onItsWay);
    }
    running.draft = draft;
  }

  #run<Result>(about: About, work: (running: Running) => Promise<Result>): Promise<Result> {
    const { way, name, size } = about;
    const id = randomUUID();
    const report = new TransferReport({ id, way, name, size }, this.#options.tell);
    const running: Running = { report, abort: new AbortController() };
    if (this.#isClosed) running.abort.abort(leaving);
    this.#running.set(id, running);
    const result = this.#turns[way]
      .run(running.abort.signal, () => work(running))
      .catch((cause: unknown) => this.#fail(cause, running, about));
    const settling = result.then(ignore, ignore).finally(() => {
      this.#running.delete(id);
      this.#settling.delete(settling);
    });
    this.#settling.add(settling);
    return result;
  }

  #fail(cause: unknown, { report, abort: { signal } }: Running, { way, path }: About): never {
    const rules = this.#rules();
    const failure = signal.aborted
      ? abortedFailure(signal.reason, cause)
      : transferFailure(cause, { way, path, rules });
    const { code, message: reason } = failure;
    const state = signal.reason === giveUp ? "cancelled" : "failed";
    report.ended({ state, reason, ...(code === undefined ? {} : { code }) });
    throw failure;
  }

  #rules(): FileSeat["rules"] | undefined {
    try {
      return this.#options.seat().rules;
    } catch {
      return undefined;
    }
  }
}

function listeners({ report, abort }: Running) {
  return {
    signal: abort.signal,
    onProgress: (progress: Progress) => report.running(progress),
    onWaiting: () => report.waiting(),
  };
}

function abortedFailure(reason: unknown, cause: unknown): TransferFailure {
  if (reason instanceof ChatError)
    return new TransferFailure(failureWords(reason), { code: reason.code });
  const goesOn = reason !== giveUp;
  const text = goesOn ? words.files.stopped : words.errors["transfer-cancelled"];
  return new TransferFailure(text, { code: "transfer-cancelled", cause, goesOn });
}

/** Whether it can be sent is found out later. */
function sizeOf(path: string): Promise<number> {
  return stat(path).then(
    ({ size }) => size,
    () => 0,
  );
}

function ignore(): void {}
