import { randomUUID } from "node:crypto";
import { openNedbStore } from "@classchat/server/adapters/nedb-store";
import { systemSecrets } from "@classchat/server/adapters/system-secrets";

// Leaves a room in a host's folder in which so much was said by its accounts, as years of lessons would: through the host's own
// store, but for the flush of each batch. The first account may read all of it.
const [folder = "", count = "0", authors = "1"] = process.argv.slice(2);
const atOnce = 5_000;
const everyMs = 10_000;
const start = Date.now() - Number(count) * everyMs;

const store = await openNedbStore(folder, { sync: async () => {} });
const { id: room } = await store.rooms.open("physics", systemSecrets.roomId());
await store.members.admit("account-0", room, 0);
for (let first = 0; first < Number(count); first += atOnce) {
  const size = Math.min(atOnce, Number(count) - first);
  await store.messages.append(
    room,
    Array.from({ length: size }, (_, i) => said(first + i)),
  );
}
await store.close();
process.stdout.write("done\n");

function said(number: number) {
  const author = number % Number(authors);
  const text = `Number ${number}: what is the unit of impulse again? I think it is N·s, see page 12 of the hand-out.`;
  const at = start + number * everyMs;
  const from = `pupil ${author}`;
  return {
    id: randomUUID(),
    from,
    role: "student" as const,
    at,
    text,
    author: `account-${author}`,
  };
}
