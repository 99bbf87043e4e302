import assert from "node:assert/strict";
import { readdir, readFile } from "node:fs/promises";
import { dirname, join } from "node:path/posix";

/** Who may import what. A file belongs to the longest folder, or file, that fits it. */
const mayImport: Record<string, string[]> = {
  "core/src": ["core/src", "zod"],
  "core/src/look-alikes.ts": ["unhomoglyph"],
  "core/lan": [
    "@classchat/core",
    "core/lan",
    "node:",
    "bonjour-service",
    "multicast-dns",
    "dns-packet",
    "@scure/bip39/wordlists/english.js",
  ],

  "server/src": [
    "@classchat/core",
    "@classchat/core/lan",
    "server/src",
    "node:",
    "socket.io",
    "zod",
  ],
  "server/src/chat": ["@classchat/core", "@classchat/core/look-alikes", "server/src/chat"],
  "server/src/gateway": [
    "@classchat/core",
    "server/src/chat",
    "server/src/gateway",
    "node:",
    "socket.io",
    "socket.io-adapter",
    "zod",
  ],
  "server/src/watch": [
    "@classchat/core",
    "server/src/chat/ports.ts",
    "server/src/host-refusal.ts",
    "server/src/watch",
    "node:",
  ],
  "server/src/adapters": [
    "@classchat/core",
    "@classchat/core/lan",
    "server/src/chat/ports.ts",
    "server/src/adapters",
    "server/src/host-refusal.ts",
    "node:",
    "nedb-promises",
    "nodemailer",
    "nodemailer/lib/mail-composer",
    "nodemailer/lib/smtp-connection",
    "scrypt-kdf",
    "fxa-common-password-list",
  ],

  "cli/src": ["@classchat/core", "@classchat/core/lan", "cli/src", "node:"],
  "cli/src/commands": ["@classchat/core", "@classchat/core/lan", "cli/src", "node:", "zod"],
  "cli/src/commands/host.ts": [
    "@classchat/core",
    "@classchat/core/lan",
    "@classchat/server",
    "cli/src",
    "node:",
    "zod",
  ],
  "cli/src/commands/backup.ts": ["@classchat/server", "cli/src", "node:"],
  "cli/src/commands/restore.ts": ["@classchat/server", "cli/src", "node:"],
  "cli/src/main.ts": ["@classchat/core/version", "cli/src"],
  "cli/src/client": [
    "@classchat/core",
    "@classchat/core/lan",
    "cli/src/client",
    "cli/src/input/duration-words.ts",
    "cli/src/input/file-size.ts",
    "cli/src/words/words.ts",
    "node:",
    "socket.io-client",
    "zod",
  ],
  // What the evidence means is decided without looking at anything.
  "cli/src/doctor/diagnosis": ["@classchat/core", "cli/src/doctor/diagnosis"],
  "cli/src/doctor/probes": [
    "@classchat/core",
    "@classchat/core/lan",
    "cli/src/client",
    "cli/src/doctor",
    "node:",
  ],
  "cli/src/doctor/probes/own-host.ts": [
    "@classchat/core",
    "@classchat/server",
    "cli/src/client/failure-words.ts",
    "cli/src/doctor/diagnosis",
    "cli/src/words/words.ts",
    "node:",
  ],
  "cli/src/doctor/wording.ts": [
    "@classchat/core",
    "cli/src/doctor/diagnosis",
    "cli/src/words/words.ts",
  ],
  "cli/src/input": [
    "@classchat/core",
    "cli/src/input",
    "cli/src/transcript/transcript-format.ts",
    "cli/src/words/words.ts",
    "string-width",
  ],
  "cli/src/input/command-line.ts": ["cli/src/input", "cli/src/words/words.ts", "node:util"],
  "cli/src/transcript": ["@classchat/core", "cli/src/transcript", "cli/src/words/words.ts"],
  "cli/src/words": ["@classchat/core", "cli/src/words"],
  "cli/src/words/english/host.ts": ["@classchat/server", "cli/src/words"],
  "cli/src/state": [
    "@classchat/core",
    "cli/src/client/session-events.ts",
    "cli/src/input",
    "cli/src/state",
    "cli/src/words/words.ts",
  ],
  "cli/src/ui": [
    "@classchat/core",
    "cli/src/input",
    "cli/src/state",
    "cli/src/ui",
    "cli/src/words/words.ts",
    "bidi-js",
    "ink",
    "react",
    "string-width",
    "uqr",
    "wrap-ansi",
  ],
};

const packages = new URL("../../packages/", import.meta.url);

describe("the architecture", () => {
  it("is kept by every import", async () => {
    const files = (await readdir(packages, { recursive: true })).map(toPosix).filter(isSource);
    const strangers = (await Promise.all(files.map(strangersIn))).flat();
    assert.deepEqual(strangers, []);
  });
});

async function strangersIn(file: string): Promise<string[]> {
  const source = await readFile(new URL(file, packages), "utf8");
  const targets = importsOf(file, source).filter((target) => !isAllowed(file, target));
  return targets.map((target) => `${file} imports ${target}`);
}

function toPosix(file: string): string {
  return file.replaceAll("\\", "/");
}

function isSource(file: string): boolean {
  return /^\w+\/src\/.*\.tsx?$/u.test(file) || /^core\/lan\/[^/]*\.ts$/u.test(file);
}

function importsOf(file: string, source: string): string[] {
  const specifiers = source.matchAll(/(?<![\w-])(?:from|import)\s*\(?\s*"([^"]+)"/gu);
  return [...specifiers].map(([, to = ""]) => (to.startsWith(".") ? join(dirname(file), to) : to));
}

function isAllowed(file: string, target: string): boolean {
  const place = Object.keys(mayImport)
    .filter((place) => file === place || file.startsWith(`${place}/`))
    .sort((a, b) => b.length - a.length)[0];
  const allowed = mayImport[place ?? ""] ?? [];
  return allowed.some((name) =>
    name.endsWith(":") ? target.startsWith(name) : target === name || isWithin(name, target),
  );
}

/** A folder lets in what it contains; a package only its front door. */
function isWithin(folder: string, target: string): boolean {
  return /^\w+\/(?:src|lan)/u.test(folder) && target.startsWith(`${folder}/`);
}
