import assert from "node:assert/strict";
import type { Account, Session, Store } from "@classchat/server/chat/ports";
import { said } from "../support/said.ts";
import { orderSuite } from "./order-suite.ts";
import { removalsSuite } from "./removals-suite.ts";

const room = "aaaaaaaaaaaa";
const otherRoom = "bbbbbbbbbbbb";

/** What every store must do. A new store is right when it passes this. */
export function storeSuite(name: string, open: () => Promise<Store>): void {
  describe(`${name} (store suite)`, () => {
    let store: Store;
    beforeEach(async () => {
      store = await open();
    });
    afterEach(() => store.close());

    const all = { after: 0, before: Number.MAX_SAFE_INTEGER, limit: 100 };
    const texts = async (range: Partial<typeof all> = {}) =>
      (await store.messages.before(room, { ...all, ...range })).map(({ text }) => text);

    describe("messages", () => {
      it("are numbered from 1 without a gap, in the order of the batch [H1]", async () => {
        await store.messages.append(room, [said("a")]);
        const messages = await store.messages.append(room, [said("b"), said("c")]);
        assert.deepEqual(
          messages.map((message) => [message?.seq, message?.text]),
          [
            [2, "b"],
            [3, "c"],
          ],
        );
        assert.equal(await store.messages.head(room), 3);
      });

      it("are numbered in each room on its own [H1]", async () => {
        await store.messages.append(room, [said("a")]);
        const [first] = await store.messages.append(otherRoom, [said("b")]);
        assert.equal(first?.seq, 1);
        assert.equal(await store.messages.head("cccccccccccc"), 0);
      });

      it("get each their own number when many batches come at once [H1]", async () => {
        const batches = Array.from({ length: 40 }, (_, i) => [said(`${i}`), said(`${i}+`)]);
        const kept = await Promise.all(batches.map((batch) => store.messages.append(room, batch)));
        const seqs = kept.flat().map((message) => message?.seq ?? 0);
        assert.deepEqual(
          seqs.toSorted((a, b) => a - b),
          Array.from({ length: 80 }, (_, i) => i + 1),
        );
      });

      it("come back as they were handed in, without what only the host knows [H1]", async () => {
        const draft = said('\u2028\u2029\u0085 {"$gt":""} __proto__ \u0000\ud83d\ude00');
        const { author, ...shown } = draft;
        assert.deepEqual(await store.messages.append(room, [draft]), [{ seq: 1, ...shown }]);
        assert.deepEqual(await store.messages.before(room, all), [{ seq: 1, ...shown }]);
      });

      it("handed in twice are kept once and keep their number [H3]", async () => {
        const [once, twice] = [said("once"), said("twice")];
        const first = await store.messages.append(room, [once]);
        const again = await store.messages.append(room, [twice, once, twice]);
        assert.deepEqual(again[1], first[0]);
        assert.deepEqual(again[2], again[0]);
        assert.deepEqual(await texts(), ["once", "twice"]);
      });

      it("handed in twice at once are kept once [H3]", async () => {
        const draft = said("once");
        const appends = Array.from({ length: 10 }, () => store.messages.append(room, [draft]));
        const kept = (await Promise.all(appends)).flat();
        assert.deepEqual(new Set(kept.map((message) => message?.seq)), new Set([1]));
        assert.deepEqual(await texts(), ["once"]);
      });

      it("of two authors, or rooms, may have the same id [H3]", async () => {
        const draft = said("anu's");
        const foreign = { ...draft, author: "account-ben", text: "ben's" };
        await store.messages.append(room, [draft, foreign]);
        await store.messages.append(otherRoom, [draft]);
        assert.deepEqual(await texts(), ["anu's", "ben's"]);
        assert.equal(await store.messages.head(otherRoom), 1);
      });

      it("are given from a number on, or back from one, in order and up to a limit [H4]", async () => {
        await store.messages.append(
          room,
          [..."abcdefgh"].map((text) => said(text)),
        );
        const after = await store.messages.after(room, { after: 2, limit: 3 });
        assert.deepEqual(
          after.map(({ text }) => text),
          ["c", "d", "e"],
        );
        assert.deepEqual(await texts({ limit: 3 }), ["f", "g", "h"]);
        assert.deepEqual(await texts({ before: 6, limit: 2 }), ["d", "e"]);
        assert.deepEqual(await texts({ before: 6, after: 3 }), ["d", "e"]);
        assert.deepEqual(await texts({ before: 2, after: 5 }), []);
        assert.deepEqual(await store.messages.after(room, { after: 8, limit: 3 }), []);
      });

      it("belong to an epoch of their log, which changes only when asked [H5]", async () => {
        const first = await store.messages.epoch(room);
        await store.messages.append(room, [said("a")]);
        assert.equal(await store.messages.epoch(room), first);
        assert.notEqual(await store.messages.epoch(otherRoom), first);

        const second = await store.messages.renewEpoch(room);
        assert.notEqual(second, first);
        assert.equal(await store.messages.epoch(room), second);
        assert.deepEqual(await texts(), ["a"]);
      });

      removalsSuite(() => store);
    });

    describe("accounts", () => {
      const anu: Account = {
        id: "account-anu",
        user: "Anu",
        nameKeys: ["anu", "skeleton:anu"],
        email: "anu.k",
        role: "student",
        passwordHash: "x",
        devices: [],
        createdAt: 1,
      };
      const ben = { ...anu, id: "account-ben", user: "ben", nameKeys: ["ben"], email: "ben" };

      it("are found by id, by e-mail name and by any key of the user name", async () => {
        assert.equal(await store.accounts.create(anu), "created");
        assert.deepEqual(await store.accounts.find(anu.id), anu);
        assert.deepEqual(await store.accounts.findByEmail("anu.k"), anu);
        assert.deepEqual(await store.accounts.findByName(["x", "skeleton:anu"]), anu);
        assert.equal(await store.accounts.findByEmail("nobody"), undefined);
        assert.equal(await store.accounts.findByName(["anu.k"]), undefined);
        assert.equal(await store.accounts.find("nobody"), undefined);
      });

      it("share no name, and the refusal says which one is taken", async () => {
        await store.accounts.create(anu);
        const twin = { ...ben, nameKeys: ["x", "skeleton:anu"] };
        assert.equal(await store.accounts.create(twin), "name-taken");
        assert.equal(await store.accounts.create({ ...ben, email: anu.email }), "email-taken");
        assert.equal(await store.accounts.find(ben.id), undefined);
      });

      it("of one name that come at once: one is made, the others are refused", async () => {
        const rivals = Array.from({ length: 20 }, (_, i) => ({ ...anu, id: `id-${i}` }));
        const outcomes = await Promise.all(rivals.map((rival) => store.accounts.create(rival)));
        assert.equal(outcomes.filter((outcome) => outcome === "created").length, 1);
        assert.equal(outcomes.filter((outcome) => outcome === "name-taken").length, 19);
      });

      it("remember the newest devices", async () => {
        await store.accounts.create(anu);
        for (const device of ["a", "b", "c", "b"]) {
          await store.accounts.addDevice(anu.id, device, 2);
        }
        assert.deepEqual((await store.accounts.find(anu.id))?.devices, ["c", "b"]);
      });

      it("tell who was the first mentor", async () => {
        await store.accounts.create(anu);
        assert.equal(await store.accounts.firstMentor(), undefined);
        const mia = { ...anu, id: "mia", user: "Mia", nameKeys: ["mia"], email: "mia" };
        await store.accounts.create({ ...ben, role: "mentor", createdAt: 2 });
        await store.accounts.create({ ...mia, role: "mentor", createdAt: 1 });
        assert.equal((await store.accounts.firstMentor())?.user, "Mia");
      });

      it("are not found by what is no string", async () => {
        await store.accounts.create(anu);
        // @ts-expect-error: this is what a check that was forgotten would let through.
        const found = store.accounts.find({ $gt: "" });
        assert.equal(await found.catch(() => undefined), undefined);
      });
    });

    describe("sessions", () => {
      const session: Session = { digest: "one", account: "anu", openedAt: 10, usedAt: 20 };
      const ever = { openedAfter: 0, usedAfter: 0 };

      it("are found while they are neither too old nor too long unused", async () => {
        await store.sessions.open(session, 10);
        assert.deepEqual(await store.sessions.find("one", ever), session);
        assert.equal(await store.sessions.find("one", { ...ever, openedAfter: 10 }), undefined);
        assert.equal(await store.sessions.find("one", { ...ever, usedAfter: 20 }), undefined);

        await store.sessions.touch("one", 30);
        const found = await store.sessions.find("one", { ...ever, usedAfter: 20 });
        assert.equal(found?.usedAt, 30);
      });

      it("end, and stay ended", async () => {
        await store.sessions.open(session, 10);
        await store.sessions.end("one");
        await store.sessions.touch("one", 99);
        assert.equal(await store.sessions.find("one", ever), undefined);
      });

      it("beyond the allowed number end, the least recently used first", async () => {
        await store.sessions.open({ ...session, digest: "old", usedAt: 1 }, 2);
        await store.sessions.open({ ...session, digest: "mid", usedAt: 5 }, 2);
        await store.sessions.open({ ...session, digest: "foreign", account: "ben" }, 2);
        await store.sessions.open({ ...session, digest: "new", usedAt: 0 }, 2);
        const isOpen = async (digest: string) => Boolean(await store.sessions.find(digest, ever));
        assert.equal(await isOpen("old"), false);
        assert.equal(await isOpen("mid"), true);
        assert.equal(await isOpen("foreign"), true);
        assert.ok(await store.sessions.find("new", { openedAfter: 0, usedAfter: -1 }));
      });
    });

    describe("mentor codes", () => {
      it("are spent once, even by many at once", async () => {
        await store.mentorCodes.replace("code");
        const tries = Array.from({ length: 10 }, () => store.mentorCodes.spend("code"));
        const outcomes = await Promise.all(tries);
        assert.equal(outcomes.filter((isSpent) => isSpent).length, 1);
      });

      it("are void when a new one is made", async () => {
        assert.equal(await store.mentorCodes.spend("first"), false);
        await store.mentorCodes.replace("first");
        await store.mentorCodes.replace("second");
        assert.equal(await store.mentorCodes.spend("first"), false);
        assert.equal(await store.mentorCodes.spend("second"), true);
      });
    });

    describe("challenges", () => {
      const challenge = { account: "anu", kind: "mail", codeHash: "x", expiresAt: 100 } as const;
      const byMentor = { ...challenge, kind: "mentor", codeHash: "y" } as const;
      const bounds = { now: 99, most: 5 };

      it("give as many attempts as are allowed, however many come at once [A12]", async () => {
        await store.challenges.open(challenge);
        const tries = Array.from({ length: 50 }, () =>
          store.challenges.spendAttempt(challenge, bounds),
        );
        const given = (await Promise.all(tries)).filter((found) => found !== undefined);
        assert.deepEqual(given, Array(5).fill(challenge));
      });

      it("are of no use when they are too old, or somebody else's", async () => {
        await store.challenges.open(challenge);
        const { challenges } = store;
        assert.equal(await challenges.spendAttempt(challenge, { now: 100, most: 5 }), undefined);
        assert.equal(await challenges.spendAttempt(byMentor, bounds), undefined);
        const bens = { ...challenge, account: "ben" };
        assert.equal(await challenges.spendAttempt(bens, bounds), undefined);
      });

      it("void the one of their kind before them, with its attempts [A10]", async () => {
        const { challenges } = store;
        await challenges.open(challenge);
        await challenges.open(byMentor);
        await challenges.spendAttempt(challenge, { ...bounds, most: 1 });
        const newer = { ...challenge, codeHash: "z" };
        await challenges.open(newer);
        assert.deepEqual(await challenges.spendAttempt(challenge, { ...bounds, most: 1 }), newer);
        assert.equal(await challenges.redeem(challenge), false);
        assert.deepEqual(await challenges.spendAttempt(byMentor, bounds), byMentor);
      });

      it("are redeemed once, even by many at once, and take the other kind with them [A12] [A14]", async () => {
        const { challenges } = store;
        await challenges.open(challenge);
        await challenges.open(byMentor);
        const tries = Array.from({ length: 10 }, () => challenges.redeem(challenge));
        const outcomes = await Promise.all(tries);
        assert.equal(outcomes.filter((isRedeemed) => isRedeemed).length, 1);
        assert.equal(await challenges.spendAttempt(challenge, bounds), undefined);
        assert.equal(await challenges.spendAttempt(byMentor, bounds), undefined);
      });
    });

    describe("rooms", () => {
      it("keep their id under their name, whatever its case", async () => {
        const made = await store.rooms.open("Physics", room);
        assert.deepEqual(made, {
          id: room,
          name: "Physics",
          title: "Physics",
          port: undefined,
          openedBy: undefined,
          quiet: undefined,
          announcement: undefined,
        });
        assert.deepEqual(await store.rooms.open("physics", otherRoom), made);
      });

      it("change only in what is named", async () => {
        await store.rooms.open("physics", room);
        await store.rooms.update(room, { port: 4242, openedBy: "anu" });
        await store.rooms.update(room, { title: "Physics 9b" });
        const { title, port, openedBy } = await store.rooms.open("physics", otherRoom);
        assert.deepEqual(
          { title, port, openedBy },
          { title: "Physics 9b", port: 4242, openedBy: "anu" },
        );
      });
    });

    describe("members", () => {
      it("keep the firstSeq of their first admission [H6]", async () => {
        const [first, ...others] = await Promise.all(
          [7, 8, 9].map((seq) => store.members.admit("anu", room, seq)),
        );
        assert.deepEqual(first, { account: "anu", room, firstSeq: 7, lastRead: 7 });
        for (const other of others) assert.deepEqual(other, first);
        assert.equal((await store.members.admit("anu", otherRoom, 1)).firstSeq, 1);
      });

      it("have read further, never less far [H6]", async () => {
        await store.members.admit("anu", room, 2);
        await store.members.admit("ben", room, 2);
        assert.equal(await store.members.markRead("anu", room, 5), 5);
        assert.equal(await store.members.markRead("anu", room, 4), 5);
        await Promise.all([
          ...[7, 9, 8].map((seq) => store.members.markRead("anu", room, seq)),
          store.members.markRead("ben", room, 6),
        ]);
        assert.equal(await store.members.markRead("anu", room, 0), 9);
        assert.equal(await store.members.markRead("ben", room, 0), 6);
        assert.equal((await store.members.admit("anu", room, 0)).lastRead, 9);
        await assert.rejects(store.members.markRead("nobody", room, 1));
      });
    });

    orderSuite(() => store);
  });
}
