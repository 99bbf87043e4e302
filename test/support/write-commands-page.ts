// Writes docs/commands.md anew.

import { writeFile } from "node:fs/promises";

// Decided once, when the words load:
process.env.CLASSCHAT_LANG = "en";
const { commandsPage } = await import("./commands-page.ts");
await writeFile(new URL("../../../docs/commands.md", import.meta.url), commandsPage());
