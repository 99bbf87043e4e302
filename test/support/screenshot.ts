// Makes the picture for the README: `npm run screenshot`.

import { mkdir, writeFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { drawScreen } from "./draw-screen.ts";
import { Terminal } from "./terminal.ts";

const demo = fileURLToPath(new URL("demo-screen.js", import.meta.url));
const images = new URL("../../../docs/images/", import.meta.url);

const terminal = Terminal.start(process.execPath, [demo, "picture"], { cols: 92, rows: 22 });
try {
  await terminal.waitFor(
    (screen) => screen.bracketedPaste && screen.text().includes("F = dp / dt"),
  );
  terminal.type("Is the answer 42 N·s?");
  await terminal.waitFor("42 N·s?");
  await mkdir(images, { recursive: true });
  await writeFile(new URL("screen.svg", images), drawScreen(terminal, "classchat join physics"));
} finally {
  await terminal.close();
}
