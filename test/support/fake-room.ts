import assert from "node:assert/strict";
import { type FoundRoom, type Lan, realLan } from "classchat/client/lan";
import { RoomSession, type SessionOptions } from "classchat/client/session";
import { SignIns } from "classchat/client/sign-ins";
import { Chronicle } from "./chronicle.ts";
import { eventually } from "./eventually.ts";
import { FakeHost, roomId } from "./fake-host.ts";
import { temporaryFolder } from "./temporary-folder.ts";

export const password = "correct horse";

export const timing = {
  ...{ request: 300, signIn: 1_000, placesApart: 0 },
  ...{ connect: 500, retryFirst: 10, retryMost: 40 },
  ...{ pingAfter: 60, silence: 200, search: 300 },
};

/** For each test of the suite: a room at a fake host, and sessions in it that end with the test. */
export function fakeRoom(): FakeRoom {
  const room = new FakeRoom(temporaryFolder());
  beforeEach(() => room.begin());
  afterEach(() => room.end());
  return room;
}

class FakeRoom {
  readonly folder: (...parts: string[]) => string;
  host = new FakeHost("");
  /** What all sessions told that have no chronicle of their own. */
  told = new Chronicle();
  #found: Partial<FoundRoom>[] = [];
  #tellFound = () => {};
  readonly #sessions: RoomSession[] = [];

  constructor(folder: (...parts: string[]) => string) {
    this.folder = folder;
  }

  async begin(): Promise<void> {
    this.host = new FakeHost(this.folder("host"));
    await this.host.listen();
    this.told = new Chronicle();
    this.#found = [];
    this.#tellFound = () => {};
  }

  async end(): Promise<void> {
    await Promise.all(this.#sessions.splice(0).map((session) => session.close()));
    await this.host.stop();
  }

  get signIns(): SignIns {
    return new SignIns(this.folder("client"), assert.fail);
  }

  open(more: Partial<SessionOptions> = {}, chronicle = this.told): RoomSession {
    const { fingerprint, port } = this.host;
    const session = new RoomSession({
      room: { id: roomId, fingerprint, address: "127.0.0.1", port },
      signIns: this.signIns,
      folder: this.folder("client"),
      ...{ lan: this.#lan, timing, onTrouble: assert.fail },
      onEvent: (event) => chronicle.events.push(event),
      ...more,
    });
    this.#sessions.push(session);
    session.start();
    return session;
  }

  /** A session that is in the room, as ana. */
  async enter(): Promise<RoomSession> {
    const session = this.open();
    await eventually(() => assert.ok(this.told.last("signInAsked")));
    await session.signIn({ login: "ana", password, remember: true });
    return session;
  }

  /** As if ana had stayed signed in at an earlier run. */
  async rememberAna(): Promise<SessionOptions["signIn"]> {
    const { fingerprint } = this.host;
    const [device, token] = ["d".repeat(43), "t".repeat(43)];
    const signIn = { fingerprint, user: "ana", login: "ana", device, token };
    await this.signIns.remember(signIn);
    return signIn;
  }

  /** The host is found on the network where it is now. */
  find(): void {
    const { fingerprint, port } = this.host;
    this.#found = [{ id: roomId, fingerprint, address: "127.0.0.1", port }];
    this.#tellFound();
  }

  readonly #lan: Lan = {
    ...realLan,
    find: () => ({
      rooms: () => this.#found as FoundRoom[],
      onChange: (listener) => {
        this.#tellFound = listener;
        return () => {};
      },
      query() {},
      close() {},
    }),
  };
}
