import assert from "node:assert/strict";
import { once } from "node:events";
import { readdir } from "node:fs/promises";
import { lockDirectory } from "@classchat/server/adapters/directory-lock";
import { startProgram } from "../support/programs.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";

describe("the lock of a data directory", () => {
  const folder = temporaryFolder();
  const inUse = { code: "data-in-use" };

  it("is held by one at a time and can be taken again when released [H11]", async () => {
    const lock = await lockDirectory(folder());
    await assert.rejects(lockDirectory(folder()), inUse);
    await lock.release();
    assert.deepEqual(await readdir(folder()), []);
    await (await lockDirectory(folder())).release();
  });

  it("is one for all paths that lead to the directory [H11]", async () => {
    const lock = await lockDirectory(folder());
    await assert.rejects(
      lockDirectory(`${folder()}/../${folder().split(/[\\/]/u).at(-1)}/.`),
      inUse,
    );
    await lock.release();
  });

  it("works where the path is too long for a socket [H11]", async () => {
    const deep = folder("x".repeat(120));
    const lock = await lockDirectory(deep);
    await assert.rejects(lockDirectory(deep), inUse);
    await lock.release();
    await (await lockDirectory(deep)).release();
  });

  it("goes to exactly one of many that try in the same process [H11]", async () => {
    for (let round = 0; round < 10; round++) {
      const tries = await Promise.allSettled(
        Array.from({ length: 8 }, () => lockDirectory(folder())),
      );
      const locks = tries.filter((outcome) => outcome.status === "fulfilled");
      assert.equal(locks.length, 1);
      await Promise.all(locks.map(({ value }) => value.release()));
    }
  });

  it("goes to exactly one of several processes, also after a kill -9 [H11]", async () => {
    const start = async () => {
      const program = startProgram("hold-lock", folder());
      const lines: string[] = [];
      program.onLine((line) => lines.push(line));
      await once(program.process.stdout ?? program.process, "data");
      return { ...program, lines };
    };
    const answerOf = async (program: Awaited<ReturnType<typeof start>>) => {
      const answer = new Promise<string>((resolve) => program.onLine(resolve));
      program.process.stdin?.write("go\n");
      return { program, answer: await answer };
    };
    const end = async ({ process }: { process: ReturnType<typeof startProgram>["process"] }) => {
      process.kill("SIGKILL");
      await once(process, "close");
    };

    const first = await answerOf(await start());
    assert.equal(first.answer, "held");
    await end(first.program);

    const rivals = await Promise.all([start(), start(), start()]);
    const answers = await Promise.all(rivals.map(answerOf));
    assert.equal(answers.filter(({ answer }) => answer === "held").length, 1);
    await Promise.all(rivals.map(end));
    await (await lockDirectory(folder())).release();
  });
});
