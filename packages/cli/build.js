// Makes of what `tsc -b` compiled the files that users run, with all libraries inside:
// `bundle/main.cjs`, small and quick to start, `bundle/commands/*.mjs`, each loaded when its command runs, and
// `bundle/words.cjs`, which all of them share.

import { access, cp, mkdir, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { basename, dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const here = dirname(fileURLToPath(import.meta.url));
const source = join(here, "src");
const target = join(here, "bundle");

/** @type {import("esbuild").BuildOptions} */
const options = {
  bundle: true,
  platform: "node",
  target: "node20.19",
  jsx: "automatic",
  define: { "process.env.NODE_ENV": '"production"' },
  // Ink's own counts the letters of Hindi otherwise than terminals do, and than we do.
  alias: { "string-width": fileURLToPath(import.meta.resolve("string-width")) },
  legalComments: "none",
  logLevel: "warning",
  metafile: true,
};

// A speed-up that socket.io takes when it finds it, and that is none for us.
const optional = ["utf-8-validate"];

const prebuilds = join(target, "prebuilds");

/**
 * Hosts read masked frames faster where `ws` finds `bufferutil`, which is native: its builds for the usual platforms lie
 * beside the bundle, so that nothing is compiled or downloaded. Elsewhere `ws` goes without.
 * @type {import("esbuild").Plugin}
 */
const bufferutilBeside = {
  name: "bufferutil-beside",
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /^bufferutil$/ }, () => ({ path: "bufferutil", namespace: "beside" }));
    onLoad({ filter: /./, namespace: "beside" }, () => ({
      contents: `
        const load = require;
        module.exports = load(\`../prebuilds/\${process.platform}-\${process.arch}/bufferutil.node\`);`,
    }));
  },
};

/**
 * Yoga decodes its WebAssembly by `fetch("data:…")`, which loads all of undici: it gets the bytes instead.
 * @type {import("esbuild").Plugin}
 */
const yogaFromBytes = {
  name: "yoga-from-bytes",
  setup({ onLoad }) {
    onLoad({ filter: /yoga-layout[\\/]dist[\\/]src[\\/]index\.js$/ }, async ({ path }) => {
      const loader = await readFile(path, "utf8");
      const contents = loader.replace("loadYoga()", "loadYoga({ wasmBinary: yogaBytes })");
      if (contents === loader) throw new Error(`${path} is not what it was: look at this plugin`);
      return { contents: `import yogaBytes from "../binaries/yoga.wasm.js";\n${contents}` };
    });
    onLoad({ filter: /yoga-wasm-base64-esm\.js$/, namespace: "file" }, async ({ path }) => ({
      contents: (await readFile(path, "utf8")).replace(wasm, "base64,"),
    }));
  },
};

const wasm = /base64,([A-Za-z0-9+/=]+)/;

/**
 * The bytes themselves, as a module of their own.
 * @type {import("esbuild").Plugin}
 */
const yogaBytes = {
  name: "yoga-bytes",
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /yoga\.wasm\.js$/ }, ({ resolveDir }) => ({
      path: join(resolveDir, "..", "binaries", "yoga-wasm-base64-esm.js"),
      namespace: "yoga-bytes",
    }));
    onLoad({ filter: /./, namespace: "yoga-bytes" }, async ({ path }) => {
      const [, base64 = ""] = wasm.exec(await readFile(path, "utf8")) ?? [];
      return { contents: Buffer.from(base64, "base64"), loader: "binary" };
    });
  },
};

/**
 * The developer tools of React are not for users.
 * @type {import("esbuild").Plugin}
 */
const noDevtools = {
  name: "no-devtools",
  setup({ onLoad }) {
    onLoad({ filter: /ink[\\/]build[\\/]devtools\.js$/ }, () => ({ contents: "export {};" }));
  },
};

/**
 * `import("./commands/x.ts")` of the entry is `import("./commands/x.mjs")` of the bundle.
 * @type {import("esbuild").Plugin}
 */
const commandsApart = {
  name: "commands-apart",
  setup({ onResolve }) {
    onResolve({ filter: /^\.\/commands\/[\w-]+\.ts$/, namespace: "file" }, ({ kind, path }) =>
      kind === "dynamic-import" ? { path: path.replace(/ts$/, "mjs"), external: true } : undefined,
    );
  },
};

/**
 * All the words of all languages are a third of what starts: they lie in a file of their own, so that nothing loads them twice.
 * @param {string} file Where they lie, from what is bundled here.
 * @returns {import("esbuild").Plugin}
 */
const wordsApart = (file) => ({
  name: "words-apart",
  setup({ onLoad, onResolve }) {
    onResolve({ filter: /\/words\.cjs$/ }, ({ path }) => ({ path, external: true }));
    // Not by `import`: an ES module that imports CommonJS makes Node read all of it for the names of what it gives.
    onLoad({ filter: /[\\/]words[\\/]words\.ts$/ }, () => ({
      contents: `export const { language, words } = require("${file}");`,
    }));
  },
});

await rm(target, { recursive: true, force: true });
const built = [await bundleWords(), await bundleMain(), await bundleCommands()];
const inputs = built.flatMap(({ metafile }) => Object.keys(metafile?.inputs ?? {}));
await writeNotices([...inputs, ...(await copyPrebuilds())]);

/** The entry is CommonJS, which Node starts quickest. */
async function bundleMain() {
  return build({
    ...options,
    entryPoints: [join(source, "main.ts")],
    outfile: join(target, "main.cjs"),
    format: "cjs",
    plugins: [commandsApart, wordsApart("./words.cjs")],
  });
}

async function bundleWords() {
  return build({
    ...options,
    entryPoints: [join(source, "words", "words.ts")],
    outfile: join(target, "words.cjs"),
    format: "cjs",
  });
}

/** The commands are ES modules, as Yoga waits for its WebAssembly at the top level; they share what they have in common. */
async function bundleCommands() {
  const files = (await readdir(join(source, "commands"))).filter((name) => name.endsWith(".ts"));
  return build({
    ...options,
    entryPoints: [
      ...files.map((name) => ({
        in: join(source, "commands", name),
        out: join("commands", basename(name, ".ts")),
      })),
      // A process of its own, that the server looks for beside itself.
      {
        in: fileURLToPath(import.meta.resolve("@classchat/server/adapters/hash-program")),
        out: join("chunks", "hash-program"),
      },
    ],
    outdir: target,
    outExtension: { ".js": ".mjs" },
    chunkNames: "chunks/[name]-[hash]",
    format: "esm",
    splitting: true,
    external: optional,
    banner: {
      js: 'import { createRequire as createRequireOfBundle } from "node:module"; const require = createRequireOfBundle(import.meta.url);',
    },
    plugins: [wordsApart("../words.cjs"), yogaFromBytes, yogaBytes, noDevtools, bufferutilBeside],
  });
}

/** Gives where they come from; nothing where npm left the optional package out. */
async function copyPrebuilds() {
  const folder = join(here, "..", "..", "node_modules", "bufferutil");
  const isThere = await access(folder).then(
    () => true,
    () => false,
  );
  if (!isThere) return [];
  await cp(join(folder, "prebuilds"), prebuilds, { recursive: true });
  return [join(folder, "index.js")];
}

/**
 * The licences of what is inside ask to be kept with it.
 * @param {string[]} inputs
 */
async function writeNotices(inputs) {
  const folders = new Set(inputs.map(packageFolder).filter((folder) => folder !== undefined));
  const notices = await Promise.all([...folders].sort().map(noticeOf));
  await mkdir(target, { recursive: true });
  await writeFile(join(target, "THIRD-PARTY-NOTICES.txt"), [...new Set(notices)].join("\n\n"));
}

/** @param {string} input */
function packageFolder(input) {
  return /^(?:[\w-]+:)?(.*node_modules\/(?:@[^/]+\/)?[^/]+)\//.exec(input)?.[1];
}

/** @param {string} folder */
async function noticeOf(folder) {
  const path = resolve(folder);
  const { name, version, license } = JSON.parse(await readFile(join(path, "package.json"), "utf8"));
  const file = (await readdir(path)).find((name) => /^licen[cs]e/i.test(name));
  const text = file ? await readFile(join(path, file), "utf8") : "";
  return `${name ?? basename(folder)} ${version} (${license})\n\n${text.trim()}`;
}
