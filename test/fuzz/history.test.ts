import { memoryStore } from "@classchat/server";
import { openNedbStore } from "@classchat/server/adapters/nedb-store";
import type { Store } from "@classchat/server/chat/ports";
import fc from "fast-check";
import { itHolds } from "../support/fuzz.ts";
import { Lesson, type Step, users } from "../support/lesson.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";

const who = fc.constantFrom(...users);
const seq = fc.integer({ min: 0, max: 30 });
const scope = fc.record(
  {
    olderThanMs: fc.integer({ min: 0, max: 20 }).map((seconds) => seconds * 1_000),
    keep: fc.nat({ max: 8 }),
  },
  { requiredKeys: [] },
);
const about = (...types: Extract<Step, { who: string; seq?: never }>["type"][]) =>
  fc.record({ type: fc.constantFrom(...types), who });
const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 4, arbitrary: about("register", "signIn") as fc.Arbitrary<Step> },
  { weight: 8, arbitrary: about("say", "sayAgain", "file") as fc.Arbitrary<Step> },
  { weight: 2, arbitrary: about("ban", "unban", "promote", "demote") as fc.Arbitrary<Step> },
  { weight: 2, arbitrary: fc.record({ type: fc.constant("read" as const), who, seq }) },
  { weight: 2, arbitrary: fc.record({ type: fc.constant("delete" as const), seq }) },
  { weight: 2, arbitrary: fc.record({ type: fc.constant("clear" as const), scope }) },
  { weight: 1, arbitrary: fc.constant({ type: "restart" as const }) },
);
const arriving = who.map((who): Step[] => [
  { type: "register", who },
  { type: "signIn", who },
]);
const schedule = fc
  .array(
    fc.oneof(
      { weight: 1, arbitrary: arriving },
      { weight: 8, arbitrary: step.map((step) => [step]) },
    ),
    { maxLength: 50, size: "max" },
  )
  .map((steps) => steps.flat());

describe("whatever happens in a lesson", () => {
  const folder = temporaryFolder();
  let lessons = 0;

  const inMemory = () => {
    const store = { ...memoryStore(), close: async () => {} };
    return async () => store;
  };
  const onDisk = () => {
    const name = `lesson-${++lessons}`;
    return () => openNedbStore(folder(name));
  };

  itHolds(
    "everyone may read what the history rule says, on every way [H20] [H21] [H22] [H23]",
    schedule,
    (steps) => hold(steps, inMemory()),
    { cost: 2 },
  );

  itHolds(
    "the same on the store that a host has [H20] [H22] [H25] [H27]",
    schedule,
    (steps) => hold(steps, onDisk()),
    { cost: 20 },
  );
});

async function hold(steps: readonly Step[], openStore: () => Promise<Store>): Promise<void> {
  const lesson = await Lesson.begin(openStore);
  try {
    for (const step of steps) {
      await lesson.take(step);
      if (step.type === "signIn" || step.type === "clear") await lesson.requireRule();
    }
    await lesson.requireRule();
  } finally {
    await lesson.end();
  }
}
