import { createServer } from "node:http";
import { createServer as createSecureServer } from "node:https";
import type { AddressInfo } from "node:net";
import { openHostKey } from "@classchat/server";
import { WebSocket, WebSocketServer } from "ws";

// What the room is measured against: passes on what anyone says to all, keeping nothing; in plaintext, unless it is given a
// folder for the key of TLS. Says where it listens, and serves until stdin ends. `each`: one send for each message, as one would write it first. `batch`: one send for all messages
// of a turn of the event loop, which is what Node can do.
interface Said {
  id: string;
  from: string;
  at: number;
  text: string;
}

const [how = "each", folder] = process.argv.slice(2);
const http = folder === undefined ? createServer() : createSecureServer(await identityIn(folder));
const server = new WebSocketServer({ server: http });
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
http.listen(0, "127.0.0.1", () => {
  const { port } = http.address() as AddressInfo;
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

async function identityIn(folder: string) {
  const { key, certificate: cert } = await openHostKey(folder);
  return { key, cert, minVersion: "TLSv1.3" as const };
}
