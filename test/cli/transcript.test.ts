import assert from "node:assert/strict";
import { mkdir, readdir, stat, symlink, writeFile } from "node:fs/promises";
import type { Message } from "@classchat/core";
import { downloadsFolder } from "classchat/downloads-folder";
import { saveTranscript, writeTranscript } from "classchat/save-transcript";
import { transcript } from "classchat/transcript/transcript";
import { type TranscriptFormat, transcriptFormats } from "classchat/transcript/transcript-format";
import { temporaryFolder } from "../support/temporary-folder.ts";
import { messageOf, messagesOf } from "../support/views.ts";

const about = { room: "physics", title: "9b" };

async function* pagesOf(...messages: Message[]): AsyncGenerator<Message[]> {
  yield messages.slice(0, 1);
  yield messages.slice(1);
}

async function written(format: TranscriptFormat, ...messages: Message[]): Promise<string> {
  let text = "";
  for await (const piece of transcript(pagesOf(...messages), { ...about, format })) text += piece;
  return text;
}

const file = { id: "f1", name: "<a>,b.txt", size: 12, sha256: "0".repeat(64) };

describe("a transcript", () => {
  it("has every message once, in order, in each format [C25]", async () => {
    for (const format of transcriptFormats) {
      const text = await written(format, ...messagesOf(1, 30));
      const found = [...text.matchAll(/line (\d+)/gu)].map(([, number]) => Number(number));
      assert.deepEqual(
        found,
        Array.from({ length: 30 }, (_, index) => index + 1),
        format,
      );
    }
  });

  it("names files with size and hash in each format [C25]", async () => {
    for (const format of transcriptFormats) {
      const text = await written(format, { ...messageOf(1), file });
      assert.ok(text.includes(file.sha256) && /\b12\b/u.test(text), format);
      assert.match(text, /b\.txt/u, format);
    }
  });

  it("as JSON is one array of the objects that --json prints [C25]", async () => {
    const message = { ...messageOf(7, 'a "b"\nc'), file };
    const [object] = JSON.parse(await written("json", message));
    assert.deepEqual(object, { type: "message", room: "physics", ...message });
    assert.deepEqual(JSON.parse(await written("json")), []);
  });

  it("carries no control characters and no bidi overrides [C26]", async () => {
    for (const format of transcriptFormats) {
      const hostile = "a\u001b[31m\u001b]0;x\u0007\u202e\u200bb\u0000";
      const message = { ...messageOf(1, hostile, hostile), file: { ...file, name: hostile } };
      const text = await written(format, message);
      assert.doesNotMatch(text, /(?![\r\n\t])\p{Cc}|\p{Bidi_Control}|\u200b|\[31m/u, format);
    }
  });

  it("as CSV gives a spreadsheet nothing to calculate [C26]", async () => {
    const formulas = ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", " =cmd|' /C calc'!A0", "＝1+1"];
    for (const formula of formulas) {
      const [, cells = []] = parseCsv(await written("csv", messageOf(1, formula, formula)));
      assert.ok(cells[2]?.startsWith("'"), formula);
      assert.equal(cells[4], `'${formula}`);
    }
  });

  it("as CSV keeps commas, quotes and lines in their cell [C26]", async () => {
    const text = 'a,"b"\r\n=c;d\ne';
    const rows = parseCsv(await written("csv", messageOf(1, text), messageOf(2)));
    assert.deepEqual(rows[0], "seq at from role text file size sha256".split(" "));
    assert.equal(rows[1]?.[4], 'a,"b"\n=c;d\ne');
    assert.deepEqual(
      rows.map((row) => row.length),
      [8, 8, 8],
    );
    assert.equal(rows[2]?.[1], new Date(messageOf(2).at).toISOString());
  });

  it("as HTML is a page without anything that runs or loads [C26]", async () => {
    const evil = `</p><script>alert(1)</script><img src=x onerror="alert(1)">'&amp;`;
    const message = { ...messageOf(1, evil, evil), file: { ...file, name: evil } };
    const pages = pagesOf(message);
    let html = "";
    const options = { room: evil, title: evil, format: "html" as const };
    for await (const piece of transcript(pages, options)) html += piece;
    assert.doesNotMatch(html, /<(?:script|img|a|link|iframe|object|form)\b/iu);
    assert.match(html, /Content-Security-Policy" content="default-src 'none'/u);
    assert.ok(html.includes("&lt;script&gt;alert(1)&lt;/script&gt;"));
    assert.ok(html.includes("&#39;&amp;amp;"));
  });

  it("as Markdown lets nobody forge a heading or a line of somebody else [C26]", async () => {
    const forged =
      "# Exam\n**kim** ★ mentor · 09:00 · 5\n\n> yes\n---\n===\n1. <b>\n    code\u2028# x";
    const text = await written("md", messageOf(1, forged, "**kim** ★ [x](y)"));
    const own = text.split("\n").filter((line) => line !== "" && !line.startsWith("> "));
    assert.deepEqual(
      own.map((line) => line.slice(0, 4)),
      ["# ph", "## 2", "**\\*"],
    );
    for (const line of text.split("\n").filter((line) => line.startsWith("> "))) {
      assert.doesNotMatch(line, /^> \s*(?:[#>*=-]|\d+[.)]|\t| {4})|(?<!\\)[*<[]/u, line);
    }
  });
});

describe("a saved transcript", () => {
  const folder = temporaryFolder();
  const pages = () => pagesOf(...messagesOf(1, 3));

  const save = (room: string) =>
    saveTranscript(pages(), { ...about, room, format: "md", folder: folder() });

  it("never overwrites, and is for its owner only [C24]", async () => {
    const [first, second] = [await save("physics"), await save("physics")];
    assert.notEqual(first.path, second.path);
    assert.match(second.path, / \(2\)\.md$/u);
    assert.deepEqual([first.count, second.count], [3, 3]);
    if (process.platform !== "win32") assert.equal((await stat(first.path)).mode & 0o777, 0o600);
    const options = { ...about, format: "md" as const, path: first.path };
    await assert.rejects(writeTranscript(pages(), options), /exists: give another name/u);
  });

  it("stays in its folder, whatever the room is called [C24]", async () => {
    for (const name of ["../../x", "CON", ".bashrc", "a/b\\c:d", "", "x".repeat(300)]) {
      await save(name);
    }
    const names = await readdir(folder());
    assert.equal(names.length, 6);
    for (const name of names) assert.match(name, /^classchat [^/\\:]*\.md$/u);
  });

  it("leaves nothing behind when it cannot be finished [C24]", async () => {
    async function* broken(): AsyncGenerator<Message[]> {
      yield messagesOf(1, 2);
      throw new Error("the connection is gone");
    }
    const options = { ...about, format: "md" as const, folder: folder() };
    await assert.rejects(saveTranscript(broken(), options), /connection is gone/u);
    assert.deepEqual(await readdir(folder()), []);
  });

  it("goes where downloads go, or where it is told [C24]", async () => {
    const home = folder("home");
    await mkdir(home);
    const at = (env: Record<string, string> = {}) => downloadsFolder(folder("data"), { env, home });
    assert.equal(await at(), home);
    await mkdir(folder("home", "Downloads"));
    assert.equal(await at(), folder("home", "Downloads"));
    await mkdir(folder("home", "Laadimiset"));
    await mkdir(folder("home", ".config"));
    const named = 'XDG_DOWNLOAD_DIR="$HOME/Laadimiset"\n';
    await writeFile(folder("home", ".config", "user-dirs.dirs"), named);
    assert.equal(await at(), folder("home", "Laadimiset"));
    assert.equal(await at({ CLASSCHAT_DOWNLOADS: folder("else") }), folder("else"));
  });

  it("is never put into the data directory, nor through a link [C24]", async () => {
    const data = folder("data");
    await mkdir(folder("data", "sub"), { recursive: true });
    await symlink(folder("data", "sub"), folder("link"), "junction");
    for (const place of [data, folder("data", "sub"), folder("link")]) {
      const env = { CLASSCHAT_DOWNLOADS: place };
      const refused = downloadsFolder(data, { env, home: folder() });
      await assert.rejects(refused, /CLASSCHAT_DOWNLOADS/u);
    }
  });
});

/** RFC 4180, as a spreadsheet reads it. */
function parseCsv(text: string): string[][] {
  const rows: string[][] = [[]];
  for (const [, quoted, plain = "", end] of text.matchAll(
    /(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n)/gu,
  )) {
    rows.at(-1)?.push(quoted?.replaceAll('""', '"') ?? plain);
    if (end === "\r\n") rows.push([]);
  }
  return rows.slice(0, -1);
}
