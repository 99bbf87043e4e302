import type { AddressInfo } from "node:net";
import { WebSocket, WebSocketServer } from "ws";

// What the room is measured against: passes on what anyone says to all, in plaintext and keeping nothing. Says where it
// listens, and serves until stdin ends. `each`: one send for each message, as one would write it first. `batch`: one send for all messages
// of a turn of the event loop, which is what Node can do.
interface Said {
  id: string;
  from: string;
  at: number;
  text: string;
}

const [how = "each"] = process.argv.slice(2);
const server = new WebSocketServer({ port: 0, host: "127.0.0.1" });
let gathered: Said[] = [];
let members = 0;

server.on("connection", (socket) => {
  const from = `pupil ${members++}`;
  socket.on("message", (data) => {
    const said = { from, at: Date.now(), ...JSON.parse(String(data)) };
    if (how === "each") tellAll(JSON.stringify(said));
    else gather(said);
  });
});
server.on("listening", () => {
  const { port } = server.address() as AddressInfo;
  process.stdout.write(`${JSON.stringify({ port })}\n`);
});
process.stdin.resume().on("end", () => process.exit());

function gather(said: Said): void {
  if (gathered.length === 0) setImmediate(tellGathered);
  gathered.push(said);
}

function tellGathered(): void {
  const batch = gathered;
  gathered = [];
  tellAll(JSON.stringify(batch));
}

function tellAll(text: string): void {
  const bytes = Buffer.from(text);
  for (const client of server.clients)
    if (client.readyState === WebSocket.OPEN) client.send(bytes, { binary: false });
}
