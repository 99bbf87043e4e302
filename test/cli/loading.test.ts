import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { readdir, readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { onLoopback } from "../support/command.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";

const cli = new URL("../../../packages/cli/", import.meta.url);
const builds = ["dist/main.js", "bundle/main.cjs"].filter((file) => existsSync(new URL(file, cli)));

// What only these libraries contain, however they are bundled.
const react = "react.transitional.element";
const zod = "invalid_type";
const socketIo = "io server disconnect";
const nodemailer = "REQUIRETLS";

for (const build of builds) {
  describe(`the program in ${build}`, () => {
    const folder = temporaryFolder();

    /** Node itself notes every script that was run, from whatever module system. */
    async function sourcesOf(...args: string[]): Promise<string> {
      const command = [fileURLToPath(new URL(build, cli)), ...args];
      await promisify(execFile)(process.execPath, command, {
        env: {
          ...process.env,
          ...{ NODE_V8_COVERAGE: folder("loaded"), CLASSCHAT_HOME: folder("data") },
          ...onLoopback,
        },
      }).catch(forgiveExitCode);
      const reports = await Promise.all(
        (await readdir(folder("loaded"))).map((name) => readFile(folder("loaded", name), "utf8")),
      );
      const urls = reports.flatMap((report) =>
        (JSON.parse(report) as { result: { url: string }[] }).result.map(({ url }) => url),
      );
      const files = urls.filter((url) => url.startsWith("file:")).map((url) => new URL(url));
      const sources = await Promise.all(files.map((file) => readFile(file, "utf8")));
      return sources.join("\n");
    }

    it("notes what it loads, or this test is worth nothing", async () => {
      assert.ok((await sourcesOf("rooms", "--json", "--wait", "1")).includes(zod));
    });

    it("loads nothing but itself to print help and version", async () => {
      for (const args of [["--help"], ["--version"], ["join", "--help"], ["host", "--help"]]) {
        const sources = await sourcesOf(...args);
        for (const mark of [react, zod, socketIo, nodemailer])
          assert.ok(!sources.includes(mark), mark);
      }
    });

    it("says why nothing is found without Ink, React, and the server where there is none [D20]", async () => {
      const sources = await sourcesOf("doctor");
      assert.ok(sources.includes(zod));
      for (const mark of [react, socketIo, nodemailer]) assert.ok(!sources.includes(mark), mark);
    });

    it("lists rooms without Ink, React and what sends mail", async () => {
      const sources = await sourcesOf("rooms", "--json", "--wait", "1");
      for (const mark of [react, nodemailer]) assert.ok(!sources.includes(mark), mark);
    });
  });
}

/** A command that found nothing says so by its exit code. */
function forgiveExitCode(error: { code?: unknown }): void {
  if (typeof error.code !== "number") throw error;
}
