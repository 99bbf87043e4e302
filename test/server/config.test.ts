import assert from "node:assert/strict";
import { writeFile } from "node:fs/promises";
import { type HostRefusal, readHostSettings } from "@classchat/server";
import { words } from "classchat/words/words";
import { temporaryFolder } from "../support/temporary-folder.ts";

describe("config.json", () => {
  const folder = temporaryFolder();

  function write(text: string): Promise<void> {
    return writeFile(folder("config.json"), text);
  }

  it("may be missing, and may begin as Windows' editors let it begin", async () => {
    assert.deepEqual(await readHostSettings(folder()), {});
    await write('\uFEFF{ "title": " Year  9 ", "closed": true }\r\n');
    assert.deepEqual(await readHostSettings(folder()), { title: "Year 9", closed: true });
  });

  it("says what files may be, in words or in bytes [F1]", async () => {
    const sizes = { "5MB": 5e6, "1.5 GiB": 1.5 * 2 ** 30, "200kb": 2e5, "0": 0 };
    for (const [size, bytes] of Object.entries(sizes)) {
      await write(JSON.stringify({ files: "any", "max-file": size }));
      assert.deepEqual(await readHostSettings(folder()), { files: "any", "max-file": bytes });
    }
  });

  it("is refused with the setting that is wrong, and why", async () => {
    const wrong: [string, RegExp][] = [
      ["{ port: 1 }", /config\.json cannot be used \(it is not JSON\): correct it/u],
      ["[]", /config\.json cannot be used \(it holds no settings/u],
      ['{ "prot": 1 }', /\(there is no setting "prot"\)/u],
      ['{ "port": "1" }', /\(port takes a whole number from 0 to 65535\)/u],
      ['{ "files": "all" }', /\(files takes text or any\)/u],
      ['{ "max-file": "5 apples" }', /\(max-file takes a size like 5MB/u],
      [`{ "title": "${"x".repeat(81)}" }`, /\(title takes at most 80 characters\)/u],
    ];
    for (const [text, message] of wrong) {
      await write(text);
      await assert.rejects(readHostSettings(folder()), (error: HostRefusal) => {
        assert.match(error.wordedIn(words.host.refusals), message);
        return true;
      });
    }
  });
});
