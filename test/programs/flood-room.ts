import { randomUUID } from "node:crypto";
import { RawClient } from "../support/raw-client.ts";
import { password } from "../support/world.ts";

// Signs in to a room and says a hundred things a second, whatever the host answers, until stdin ends.
const [id = "", port = "", user = ""] = process.argv.slice(2);
const client = new RawClient({ id, port: Number(port) });
await client.request("account:register", { user, email: user, password });
await client.request("account:signIn", { login: user, password });
process.stdout.write("ready\n");
process.stdin.resume().on("end", () => process.exit());
setInterval(() => client.socket.emit("message:send", { id: randomUUID(), text: "spam" }), 10);
