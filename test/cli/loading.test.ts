import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { onLoopback } from "../support/command.ts";
import { loadedSources, marks, notingLoads } from "../support/loaded-sources.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";

const cli = new URL("../../../packages/cli/", import.meta.url);
const builds = ["dist/main.js", "bundle/main.cjs"].filter((file) => existsSync(new URL(file, cli)));

const { react, zod, socketIo, socketIoServer, nedb, nodemailer } = marks;
/** The libraries of a host. */
const ofHost = [socketIoServer, nedb, nodemailer];

for (const build of builds) {
  describe(`the program in ${build}`, () => {
    const folder = temporaryFolder();

    async function sourcesOf(...args: string[]): Promise<string> {
      const command = [fileURLToPath(new URL(build, cli)), ...args];
      await promisify(execFile)(process.execPath, command, {
        env: {
          ...process.env,
          ...notingLoads(folder("loaded")),
          CLASSCHAT_HOME: folder("data"),
          ...onLoopback,
        },
      }).catch(forgiveExitCode);
      return loadedSources(folder("loaded"));
    }

    it("notes what it loads, or this test is worth nothing", async () => {
      assert.ok((await sourcesOf("rooms", "--json", "--wait", "1")).includes(zod));
      // Refused after it was loaded.
      const sources = await sourcesOf("host", "--name", "/");
      for (const mark of ofHost) assert.ok(sources.includes(mark), mark);
    });

    it("loads nothing but itself to print help and version", async () => {
      for (const args of [["--help"], ["--version"], ["join", "--help"], ["host", "--help"]]) {
        const sources = await sourcesOf(...args);
        for (const mark of [react, zod, socketIo, ...ofHost])
          assert.ok(!sources.includes(mark), mark);
      }
    });

    it("says why nothing is found without Ink, React, and the server where there is none [D20]", async () => {
      const sources = await sourcesOf("doctor");
      assert.ok(sources.includes(zod));
      for (const mark of [react, socketIo, ...ofHost]) assert.ok(!sources.includes(mark), mark);
    });

    it("lists rooms without Ink, React and what sends mail", async () => {
      const sources = await sourcesOf("rooms", "--json", "--wait", "1");
      for (const mark of [react, ...ofHost]) assert.ok(!sources.includes(mark), mark);
    });
  });
}

/** A command that found nothing says so by its exit code. */
function forgiveExitCode(error: { code?: unknown }): void {
  if (typeof error.code !== "number") throw error;
}
