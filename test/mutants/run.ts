import { spawn } from "node:child_process";
import { mkdtemp, realpath, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { whyNoPowerDisk } from "../support/power-disk.ts";
import { copyCompiled, plant } from "./copy.ts";
import { type Mutant, mutants } from "./mutants.ts";

// Plants one bug after the other in a copy of what was compiled, and shows that the suites find each of them. Words
// given as arguments pick some of them by name. Ends with 1 if one lives on. A storm is short, and not in each does
// befall the class what one of them needs.
const attempts = 8;
const only = process.argv.slice(2);

interface Outcome {
  failed: boolean;
  output: string;
}

function runSuite(copy: string, { suite }: Mutant, seed: number): Promise<Outcome> {
  const mocha = join(copy, "node_modules", "mocha", "bin", "mocha.js");
  const env = { ...process.env, CHAOS_SEED: String(seed), CHAOS_SECONDS: "8", CHAOS_KILLS: "0" };
  const child = spawn(process.execPath, [mocha, "--exit", `test/dist/faults/${suite}.test.js`], {
    ...{ cwd: copy, env, stdio: ["ignore", "pipe", "pipe"] },
  });
  let output = "";
  const hear = (text: Buffer) => {
    output += text;
  };
  child.stdout.on("data", hear);
  child.stderr.on("data", hear);
  return new Promise((resolve) => {
    child.on("close", (code) => resolve({ failed: code !== 0, output }));
  });
}

/** The seed, or the attempt, that found it. */
async function hunt(copy: string, mutant: Mutant): Promise<number | undefined> {
  const takeOut = await plant(copy, mutant);
  try {
    for (let seed = 1; seed <= attempts; seed++) {
      const { failed, output } = await runSuite(copy, mutant, seed);
      if (failed && mutant.complaint.test(output)) return seed;
      if (failed) process.stdout.write(output);
    }
    return undefined;
  } finally {
    await takeOut();
  }
}

async function fateOf(mutant: Mutant): Promise<string> {
  const reason = mutant.suite === "power-cut" ? await whyNoPowerDisk("test:mutants") : undefined;
  if (reason !== undefined) return `skipped: ${reason}`;
  const seed = await hunt(copy, mutant);
  if (seed !== undefined) return `found by ${mutant.suite}, attempt ${seed}`;
  process.exitCode = 1;
  return "LIVES ON";
}

const copy = await mkdtemp(join(await realpath(tmpdir()), "classchat-mutants-"));
try {
  await copyCompiled(copy);
  for (const mutant of mutants.filter(({ name }) => only.every((word) => name.includes(word)))) {
    process.stdout.write(`${mutant.name}: ${await fateOf(mutant)}\n`);
  }
} finally {
  await rm(copy, { recursive: true, force: true });
}
