import { lockDirectory } from "@classchat/server/adapters/directory-lock";

// Takes the lock of a directory when told to on stdin, says `held` or why not, and keeps it until stdin ends.
const [folder = ""] = process.argv.slice(2);
process.stdout.write("ready\n");

process.stdin.once("data", async () => {
  try {
    await lockDirectory(folder);
    process.stdout.write("held\n");
  } catch (error) {
    process.stdout.write(`${error}\n`);
  }
});
process.stdin.on("end", () => process.exit());
