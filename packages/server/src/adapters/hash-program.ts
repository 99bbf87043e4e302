import { scryptHasher } from "./scrypt-hasher.ts";

// Hashes what it is sent, and ends with who started it, or when nobody asked for long.

/** What is asked of the program, and what it answers. */
export type HashTask = { id: number; password: string } & (
  | { do: "hash" }
  | { do: "verify"; hash: string }
);
export interface HashAnswer {
  id: number;
  /** The hash, or whether it matches; nothing where that failed. */
  result?: string | boolean;
}

const idleMs = 60_000;
const hasher = scryptHasher();
const idle = setTimeout(() => process.exit(), idleMs);

process.on("message", async (task: HashTask) => {
  idle.refresh();
  const result = await carryOut(task).catch(() => undefined);
  process.send?.({ id: task.id, ...(result === undefined ? {} : { result }) } satisfies HashAnswer);
});
process.on("disconnect", () => process.exit());
// A terminal sends it to all that it started; the host still has goodbyes to say.
process.on("SIGINT", () => {});

function carryOut(task: HashTask): Promise<string | boolean> {
  return task.do === "hash" ? hasher.hash(task.password) : hasher.verify(task.password, task.hash);
}
