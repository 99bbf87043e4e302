import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import Datastore from "nedb-promises";
import { Server } from "socket.io";

// What the room is measured against: a chat as one would write it first, with the same libraries. Each message is inserted into
// a NeDB file and then emitted to all; in plaintext, without checks, and on the disk whenever the system likes. Says where it
// listens, and serves until stdin ends.
const [folder = ""] = process.argv.slice(2);
const messages = Datastore.create(join(folder, "messages.db"));
await messages.load();
const http = createServer();
const io = new Server(http, { transports: ["websocket"] });
let seq = 0;

io.on("connection", (socket) => {
  const from = `pupil ${io.engine.clientsCount}`;
  socket.on(
    "message",
    async (said: { id: string; text: string }, reply: (message: object) => void) => {
      const message = { seq: ++seq, from, at: Date.now(), id: said.id, text: said.text };
      await messages.insert({ ...message });
      io.emit("message", message);
      reply(message);
    },
  );
});
http.listen(0, "127.0.0.1", () => {
  const { port } = http.address() as AddressInfo;
  process.stdout.write(`${JSON.stringify({ port })}\n`);
});
process.stdin.resume().on("end", () => process.exit());
