import assert from "node:assert/strict";
import { readdir, readFile } from "node:fs/promises";
import { errors, notices, requests, version } from "@classchat/core";

const root = new URL("../../", import.meta.url);

async function read(folder: string, extension: RegExp): Promise<string> {
  const names = await readdir(new URL(folder, root), { recursive: true });
  const files = names.filter((name) => extension.test(name) && !name.startsWith("dist"));
  const texts = files.map((name) => readFile(new URL(`${folder}/${name}`, root), "utf8"));
  return (await Promise.all(texts)).join("\n");
}

function found(text: string, pattern: RegExp): string[] {
  return [...new Set([...text.matchAll(pattern)].map(([, match = ""]) => match))].sort();
}

describe("the documentation", () => {
  it("has a test for each of its rules, and no test cites a rule it lacks", async () => {
    const rules = found(await read("docs", /\.md$/u), /\*\*([A-Z]\d+)\*\*/gu);
    const cited = found(
      await read("test", /\.test\.tsx?$|-suite\.ts$/u),
      /\[([A-Z]\d+)\](?=[^"`]*["`])/gu,
    );
    assert.deepEqual(cited, rules);
  });

  it("names every request, notice and error code", async () => {
    const page = await read("docs", /protocol\.md$/u);
    for (const name of Object.keys({ ...requests, ...notices, ...errors })) {
      assert.ok(page.includes(`\`${name}\``), `docs/protocol.md does not mention ${name}.`);
    }
  });

  it("speaks of one version", async () => {
    const packages = ["package.json", "packages/core/package.json", "packages/cli/package.json"];
    for (const name of packages) {
      const { version: named } = JSON.parse(await readFile(new URL(name, root), "utf8"));
      assert.equal(named, version, name);
    }
  });
});
