import { openNedbStore } from "@classchat/server/adapters/nedb-store";

// A class reads on and on, so that the file of members is written anew again and again. Says how far all of them
// have certainly read.
const [folder = "", room = "", from = "0"] = process.argv.slice(2);
const { members } = await openNedbStore(folder);
const accounts = Array.from({ length: 500 }, (_, i) => `account-${i}`);
await Promise.all(accounts.map((account) => members.admit(account, room, 0)));
for (let seq = Number(from) + 1; ; seq++) {
  await Promise.all(accounts.map((account) => members.markRead(account, room, seq)));
  process.stdout.write(`${seq}\n`);
}
