import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { version } from "@classchat/core";
import { temporaryFolder } from "../support/temporary-folder.ts";

const run = promisify(execFile);
const root = fileURLToPath(new URL("../../../", import.meta.url));

describe("the package", function () {
  this.timeout(30_000);

  it("is one tarball that installs and runs without a network", async () => {
    const folder = await temporaryFolder();
    try {
      await run("npm", ["pack", "--workspace", "classchat", "--pack-destination", folder.path], {
        cwd: root,
      });
      const [tarball = ""] = await readdir(folder.path);
      assert.equal(tarball, `classchat-${version}.tgz`);

      const prefix = join(folder.path, "prefix");
      const cache = join(folder.path, "cache");
      const install = ["install", "--global", "--prefix", prefix, "--cache", cache];
      await runWithoutNetwork("npm", [...install, join(folder.path, tarball)]);

      const command = join(prefix, process.platform === "win32" ? "" : "bin", "classchat");
      const { stdout } = await runWithoutNetwork(command, ["--version"]);
      assert.equal(stdout.trim(), version);
      assert.match((await runWithoutNetwork(command, ["host", "--help"])).stdout, /--name/u);
    } finally {
      await folder.remove();
    }
  });
});

/** In a network namespace of its own, without any route, where that can be had; npm's own word otherwise. */
function runWithoutNetwork(command: string, args: string[]) {
  const isRoot = process.platform === "linux" && process.getuid?.() === 0;
  if (isRoot) return run("unshare", ["--net", command, ...args]);
  return run(command, args, { env: { ...process.env, npm_config_offline: "true" } });
}
