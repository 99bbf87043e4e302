import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { readdir } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { version } from "@classchat/core";
import { whyNoRoot } from "../support/skips.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";

const run = promisify(execFile);
const root = fileURLToPath(new URL("../../../", import.meta.url));

describe("the package", () => {
  const folder = temporaryFolder();

  it("is one tarball that installs and runs without a network", async () => {
    await run("npm", ["pack", "--workspace", "classchat", "--pack-destination", folder()], {
      cwd: root,
    });
    const [tarball = ""] = await readdir(folder());
    assert.equal(tarball, `classchat-${version}.tgz`);

    const install = [
      "install",
      "--global",
      "--prefix",
      folder("prefix"),
      "--cache",
      folder("cache"),
    ];
    await runWithoutNetwork("npm", [...install, folder(tarball)]);

    const command = folder("prefix", process.platform === "win32" ? "" : "bin", "classchat");
    const { stdout } = await runWithoutNetwork(command, ["--version"]);
    assert.equal(stdout.trim(), version);
    assert.match((await runWithoutNetwork(command, ["host", "--help"])).stdout, /--name/u);
    const modules = process.platform === "win32" ? ["node_modules"] : ["lib", "node_modules"];
    const native = await readdir(folder("prefix", ...modules, "classchat", "bundle", "prebuilds"));
    assert.ok(native.includes("linux-x64"), "what makes uploads fast is inside");
  });
});

/** In a network namespace of its own, without any route, where that can be had; npm's own word otherwise. */
function runWithoutNetwork(command: string, args: string[]) {
  if (whyNoRoot("test") === undefined) return run("unshare", ["--net", command, ...args]);
  return run(command, args, { env: { ...process.env, npm_config_offline: "true" } });
}
