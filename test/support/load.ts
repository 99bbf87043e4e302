// Runs tests again and again beside two busy loops, for what fails only on a machine that does much else:
// `npm run test:load -- 20 test:terminal`.

import { spawn } from "node:child_process";
import { once } from "node:events";
import { Worker } from "node:worker_threads";

interface Run {
  isGreen: boolean;
  seconds: number;
}

const [times = "20", script = "test:terminal"] = process.argv.slice(2);
// Threads, so that they end with this process, however it ends:
const loops = Array.from({ length: 2 }, () => new Worker("for (;;);", { eval: true }));
const runs: Run[] = [];

for (let number = 1; number <= Number(times); number++) {
  const run = await runOnce();
  runs.push(run);
  tell(`${number} of ${times}: ${run.isGreen ? "green" : "RED"} after ${run.seconds} s`);
}
await Promise.all(loops.map((loop) => loop.terminate()));

const green = runs.filter(({ isGreen }) => isGreen).length;
const seconds = runs.map((run) => run.seconds);
tell(`${green} of ${runs.length} green, in ${Math.min(...seconds)} to ${Math.max(...seconds)} s`);
process.exitCode = green === runs.length ? 0 : 1;

/** Says on the way only what failed. */
async function runOnce(): Promise<Run> {
  const startedAt = performance.now();
  const npm = spawn(process.execPath, [process.env.npm_execpath ?? "", "run", script], {
    stdio: ["ignore", "pipe", "pipe"],
  });
  let output = "";
  for (const stream of [npm.stdout, npm.stderr])
    stream.setEncoding("utf8").on("data", (text) => {
      output += text;
    });
  const [exitCode] = await once(npm, "close");
  const isGreen = exitCode === 0;
  if (!isGreen) tell(output);
  return { isGreen, seconds: Math.round((performance.now() - startedAt) / 1000) };
}

function tell(line: string): void {
  process.stdout.write(`${line}\n`);
}
