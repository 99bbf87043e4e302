import assert from "node:assert/strict";
import { readdir, readFile } from "node:fs/promises";
import { parseCommand } from "classchat/input/command";
import { parseCommandLine } from "classchat/input/command-line";
import { themeNames } from "classchat/input/theme-names";
import { KeptTheme } from "classchat/kept-theme";
import { nameStyle, tonesOf } from "classchat/ui/colour";
import { temporaryFolder } from "../support/temporary-folder.ts";

describe("the theme", () => {
  const folder = temporaryFolder();
  const said: string[] = [];
  const kept = (name = "client") => new KeptTheme(folder(name), (text) => said.push(text));

  it("is the one of the flag, else of the environment, else the kept one, else dark [C45]", async () => {
    assert.equal(await kept().choose(undefined, ""), "dark");
    await kept().keep("light");
    assert.equal(await kept().choose(undefined, ""), "light");
    assert.equal(await kept().choose(undefined, "contrast"), "contrast");
    assert.equal(await kept().choose("dark", "contrast"), "dark");
    assert.deepEqual(said, []);
  });

  it("is none that we do not know, and says so [C45]", async () => {
    assert.equal(await kept("other").choose(undefined, "pink"), "dark");
    assert.deepEqual(said, ["CLASSCHAT_THEME is none of dark, light, contrast"]);
    const line = parseCommandLine(["join", "physics", "--theme", "pink"]);
    assert.deepEqual(line, {
      type: "usage",
      message: "--theme wants one of dark, light, contrast: run classchat join --help",
    });
    assert.deepEqual(parseCommand("/theme pink"), {
      type: "incomplete",
      usage: "/theme dark|light|contrast",
      reason: '"pink" is none of dark, light, contrast',
    });
    assert.deepEqual(parseCommand("/theme LIGHT"), { type: "theme", theme: "light" });
  });

  it("has colours of sixteen alone, and in contrast none at all [C45]", () => {
    const basic = /^(?:black|red|green|yellow|blue|magenta|cyan|white|gray)(?:Bright)?$/u;
    for (const theme of themeNames) {
      const names = ["anu", "ben", "mia", "zoé"].map((name) => nameStyle(theme, name));
      // A camera needs the one of the QR code as it is.
      const { qr: _, ...tones } = tonesOf(theme);
      const colours = [...Object.values(tones), ...names].flatMap(({ color = [] }) => color);
      for (const colour of colours) assert.match(colour, basic);
      assert.equal(colours.length === 0, theme === "contrast");
    }
  });

  it("is the only place that names colours [C45]", async () => {
    const ui = new URL("../../../packages/cli/src/ui/", import.meta.url);
    const files = (await readdir(ui)).filter((name) => name !== "colour.ts");
    const naming = [];
    for (const file of files) {
      const source = await readFile(new URL(file, ui), "utf8");
      if (
        /\bdimColor\b|[cC]olor[=:] ?["{]?"|"(?:red|yellow|cyan|green|magenta|blue)"/u.test(source)
      ) {
        naming.push(file);
      }
    }
    assert.deepEqual(naming, []);
  });
});
