import { limits } from "@classchat/core";
import { openNedbStore } from "@classchat/server/adapters/nedb-store";
import { said } from "../support/said.ts";

// Appends batches of different sizes, several at once, and says what was acknowledged: a line `id seq` each. A segment
// of the log holds so many messages.
const [folder = "", room = "", length = "20000"] = process.argv.slice(2);
const segment = { ...limits.segment, messages: Number(length) };
const store = await openNedbStore(folder, { segment });

async function appendForEver(size: number): Promise<never> {
  for (;;) {
    const batch = Array.from({ length: size }, () => said("x".repeat(500 * size)));
    const messages = await store.messages.append(room, batch);
    process.stdout.write(messages.map((message) => `${message?.id} ${message?.seq}\n`).join(""));
  }
}

await Promise.all([1, 3, 7].map(appendForEver));
