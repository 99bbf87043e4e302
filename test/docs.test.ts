import assert from "node:assert/strict";
import { readdir, readFile, stat } from "node:fs/promises";
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

/** The rules that titles of tests cite. */
function citedIn(tests: string): string[] {
  return found(tests, /\[([A-Z]\d+)\](?=[^"`]*["`])/gu);
}

/** The rows of a page's table of promises: `| what | rules | test files |`. */
function promises(page: string): { what: string; rules: string[]; files: string[] }[] {
  const [, table = ""] = page.split(/\| What holds \| Proven by \|\n/u);
  const rows = [...table.matchAll(/^\| ([^|]+) \| ([^|]+) \| ([^|]+) \|$/gmu)];
  return rows
    .filter(([row]) => !row.includes("| --- |"))
    .map(([, what = "", rules = "", files = ""]) => ({
      what,
      rules: found(rules, /\b([A-Z]\d+)\b/gu),
      files: found(files, /`(test\/[^`]+)`/gu),
    }));
}

/** Whether there is a folder or a source of that name; `cli/seats` is short for `packages/cli/src/seats.ts`. */
async function exists(place: string): Promise<boolean> {
  const within = place.startsWith("test/") ? place : `packages/${place}`;
  const inSources = within.replace(/^(packages\/\w+)\/(?!src\/|lan)/u, "$1/src/");
  for (const extension of ["", ".ts", ".tsx"]) {
    const found = await stat(new URL(inSources + extension, root)).catch(() => undefined);
    if (found) return true;
  }
  return false;
}

describe("the documentation", () => {
  it("has a test for each of its rules, and no test cites a rule it lacks", async () => {
    const rules = found(await read("docs", /\.md$/u), /\*\*([A-Z]\d+)\*\*/gu);
    const cited = citedIn(await read("test", /\.test\.tsx?$|-suite\.ts$/u));
    assert.deepEqual(cited, rules);
  });

  for (const page of ["security", "running"]) {
    it(`says of ${page}.md's promises which rules hold, and which tests prove each of them`, async () => {
      const rows = promises(await readFile(new URL(`docs/${page}.md`, root), "utf8"));
      assert.ok(rows.length > 0);
      for (const { what, rules, files } of rows) {
        assert.ok(rules.length > 0 && files.length > 0, what);
        const tests = await Promise.all(files.map((file) => readFile(new URL(file, root), "utf8")));
        assert.deepEqual(
          rules.filter((rule) => !citedIn(tests.join("\n")).includes(rule)),
          [],
          what,
        );
        const idle = files.filter(
          (_, i) => !citedIn(tests[i] ?? "").some((r) => rules.includes(r)),
        );
        assert.deepEqual(idle, [], what);
      }
    });
  }

  it("has a threat for every rule of security", async () => {
    const page = await readFile(new URL("docs/security.md", root), "utf8");
    const named = new Set(promises(page).flatMap(({ rules }) => rules));
    assert.deepEqual(
      found(page, /\*\*(S\d+)\*\*/gu).filter((rule) => !named.has(rule)),
      [],
    );
  });

  it("names every request, notice and error code", async () => {
    const page = await read("docs", /protocol\.md$/u);
    for (const name of Object.keys({ ...requests, ...notices, ...errors })) {
      assert.ok(page.includes(`\`${name}\``), `docs/protocol.md does not mention ${name}.`);
    }
  });

  it("names every suite and every measurement", async () => {
    const { scripts } = JSON.parse(await readFile(new URL("package.json", root), "utf8"));
    const page = await readFile(new URL("CONTRIBUTING.md", root), "utf8");
    const all = Object.keys(scripts).filter((name) => /^(?:test:|bench$)/u.test(name));
    assert.ok(all.length > 0);
    for (const name of all) {
      assert.match(page, new RegExp(`\\| \`npm run ${name}[ \`]`, "u"));
    }
  });

  it("draws the map after what is there", async () => {
    const page = await readFile(new URL("docs/architecture.md", root), "utf8");
    const places = found(page, /`((?:core|server|cli|test)\/[\w/.-]+)`/gu);
    assert.ok(places.length > 0);
    const missing: string[] = [];
    for (const place of places) if (!(await exists(place))) missing.push(place);
    assert.deepEqual(missing, []);
  });

  it("speaks of one version", async () => {
    const packages = ["package.json", "packages/core/package.json", "packages/cli/package.json"];
    for (const name of packages) {
      const { version: named } = JSON.parse(await readFile(new URL(name, root), "utf8"));
      assert.equal(named, version, name);
    }
  });
});
