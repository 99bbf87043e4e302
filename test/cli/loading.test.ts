import assert from "node:assert/strict";
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { onLoopback } from "../support/command.ts";
import { loadedModules, notingLoads } from "../support/loaded-modules.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";

const cli = new URL("../../../packages/cli/", import.meta.url);
const builds = ["dist/main.js", "bundle/main.cjs"].filter((file) => existsSync(new URL(file, cli)));

/** Those that find rooms, and check what comes from outside. */
const finding = [
  "@leichtgewicht/ip-codec",
  "@scure/bip39",
  "bonjour-service",
  "dns-packet",
  "fast-deep-equal",
  "multicast-dns",
  "thunky",
  "zod",
];
/** Those of either end of a connection. The last two read frames faster where they are installed. */
const connecting = [
  "@socket.io/component-emitter",
  "debug",
  "engine.io-parser",
  "has-flag",
  "ms",
  "socket.io-parser",
  "supports-color",
  "ws",
  "bufferutil",
  "node-gyp-build",
];
const ofMember = ["engine.io-client", "socket.io-client", "xmlhttprequest-ssl"];
/** Those that know how wide a line is. */
const measuring = [
  "ansi-regex",
  "ansi-styles",
  "get-east-asian-width",
  "string-width",
  "strip-ansi",
  "wrap-ansi",
];
const ofHost = [
  "@seald-io/binary-search-tree",
  "@seald-io/nedb",
  "accepts",
  "cookie",
  "cors",
  "engine.io",
  "fxa-common-password-list",
  "incremental-encoder",
  "mime-db",
  "mime-types",
  "nedb-promises",
  "negotiator",
  "object-assign",
  "scrypt-kdf",
  "socket.io",
  "socket.io-adapter",
  "unhomoglyph",
  "vary",
];

for (const build of builds) {
  describe(`the program in ${build}`, () => {
    const folder = temporaryFolder();

    function start(args: readonly string[]): ChildProcess {
      return spawn(process.execPath, [fileURLToPath(new URL(build, cli)), ...args], {
        env: {
          ...process.env,
          ...notingLoads(folder("loaded")),
          CLASSCHAT_HOME: folder("data"),
          ...onLoopback,
        },
        stdio: ["ignore", "pipe", "ignore"],
      });
    }

    async function loadedBy(...args: string[]): Promise<string[]> {
      const command = start(args);
      command.stdout?.resume();
      await once(command, "close");
      return loadedModules(folder("loaded"));
    }

    async function loadedByHost(...args: string[]): Promise<string[]> {
      const host = start(["host", "--headless", "--json", ...args]);
      host.stdout?.once("data", () => host.kill("SIGTERM"));
      await once(host, "close");
      return loadedModules(folder("loaded"));
    }

    function requireOnly(loaded: readonly string[], libraries: readonly string[]): void {
      const ours = /^(?:cli|core|server)(?:\/|$)/u;
      const others = loaded.filter((name) => !ours.test(name) && !libraries.includes(name));
      assert.deepEqual(others, []);
    }

    it("notes what it loads, or this test is worth nothing", async () => {
      const loaded = await loadedBy("rooms", "--json", "--wait", "1");
      for (const name of [...finding, "cli/plain", "core/lan"])
        assert.ok(loaded.includes(name), name);
    });

    it("loads nothing but itself to print help and version", async () => {
      for (const args of [["--help"], ["--version"], ["join", "--help"], ["host", "--help"]]) {
        const loaded = await loadedBy(...args);
        requireOnly(loaded, []);
        assert.ok(!loaded.includes("cli/commands"));
      }
    });

    it("says why nothing is found, and lists and forgets rooms, with what finds them alone [D20]", async () => {
      for (const args of [["doctor"], ["rooms", "--json", "--wait", "1"], ["forget", "physics"]]) {
        const loaded = await loadedBy(...args);
        requireOnly(loaded, finding);
        for (const part of ["server", "cli/ui"]) assert.ok(!loaded.includes(part), part);
      }
    });

    it("says something, and joins without a screen, with what a member needs alone", async () => {
      const nowhere = "127.0.0.1:9";
      for (const args of [
        ["send", nowhere, "hi", "--as", "anu"],
        ["join", nowhere, "--plain"],
      ]) {
        const loaded = await loadedBy(...args);
        requireOnly(loaded, [...finding, ...connecting, ...ofMember, ...measuring]);
        assert.ok(!loaded.includes("server"));
      }
    });

    it("opens a room without a screen, a member's part, and what sends mail", async function () {
      // Windows ends a process without asking it, and it notes nothing.
      if (process.platform === "win32") this.skip();
      const loaded = await loadedByHost("--name", "physics");
      requireOnly(loaded, [...finding, ...connecting, ...ofHost]);
      for (const name of ofHost) assert.ok(loaded.includes(name), name);
    });
  });
}
