import assert from "node:assert/strict";
import { type Host, memoryStore } from "@classchat/server";
import { words } from "classchat/words/words";
import { FakeMailer, slowHasher } from "../support/fakes.ts";
import { password, World } from "../support/world.ts";

type Attempt = [name: "account:signIn" | "account:reset", input: object];

const signIn = (login: string): Attempt => ["account:signIn", { login, password: "wrong guess" }];
const reset = (email: string, resetCode: string): Attempt => [
  "account:reset",
  { email, resetCode, password: "battery staple" },
];

/** Each asked about somebody who is there, in that way or another, and about nobody. */
const alike: Record<string, Attempt[]> = {
  "who signs in": [signIn("anu"), signIn("e.anu"), signIn("E.Anu"), signIn("nobody")],
  "who has a code by mail": [reset("e.anu", "123456"), reset("nobody", "123456")],
  "who has a code from a mentor": [reset("e.anu", "ABCD-EFGH"), reset("nobody", "ABCD-EFGH")],
  "who types no code at all": [reset("e.anu", "x"), reset("nobody", "x")],
};

describe("asking who has an account", () => {
  let world: World;
  let host: Host;
  let hasher: ReturnType<typeof slowHasher>;
  let asked: string[];
  beforeEach(async () => {
    world = new World();
    hasher = slowHasher();
    asked = [];
    const store = memoryStore();
    const mailer = new FakeMailer();
    const mail = { mailer, domain: "school.edu", words: words.host.mails };
    host = await world.startHost({
      ...{ hasher, mail },
      store: {
        ...store,
        accounts: noting(store.accounts, asked),
        challenges: noting(store.challenges, asked),
        sessions: noting(store.sessions, asked),
      },
    });
    await world.register(host, "anu");
  });
  afterEach(() => world.end());

  /** The answer, and all that the host did for it. */
  async function costOf([name, input]: Attempt): Promise<unknown> {
    const guest = await world.guest(host).connected();
    asked.length = 0;
    hasher.verified.length = 0;
    const answer = await guest.request(name, input).catch(({ code, field }) => ({ code, field }));
    guest.close();
    return { answer, asked: [...asked], hashes: hasher.verified.length };
  }

  for (const [what, attempts] of Object.entries(alike)) {
    it(`gets the same answer for the same work: ${what} [S28]`, async () => {
      const [first, ...others] = attempts;
      assert.ok(first);
      const known = await costOf(first);
      for (const other of others) assert.deepEqual(await costOf(other), known);
    });
  }

  it("gets the same answer before any work is done: who asks for a code [S28]", async () => {
    const answers = ["e.anu", "nobody"].map(async (email) => {
      const guest = await world.guest(host).connected();
      return guest.request("account:requestReset", { email });
    });
    const [known, unknown] = await Promise.all(answers);
    assert.deepEqual(known, unknown);
  });

  it("is of no use with a name that was only counted: unknown names are slowed down alike [S28]", async () => {
    const outcomes: unknown[] = [];
    for (const login of ["anu", "nobody"]) {
      const guest = world.guest(host);
      const codes: string[] = [];
      for (let i = 0; i < 7; i++) {
        await guest.request("account:signIn", { login, password: "x" }).catch(({ code }) => {
          codes.push(code);
        });
      }
      outcomes.push(codes);
    }
    assert.deepEqual(outcomes[0], outcomes[1]);
    await assert.rejects(world.guest(host).request("account:signIn", { login: "anu", password }), {
      code: "slow-down",
    });
  });
});

/** The same, but it writes down what is called. */
function noting<Part extends object>(part: Part, calls: string[]): Part {
  return new Proxy(part, {
    get: (target, name, receiver) => {
      const member: unknown = Reflect.get(target, name, receiver);
      if (typeof member !== "function") return member;
      return (...given: unknown[]) => {
        calls.push(String(name));
        return member.apply(target, given);
      };
    },
  });
}
