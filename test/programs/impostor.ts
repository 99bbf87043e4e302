import { randomBytes } from "node:crypto";
import { createServer } from "node:https";
import type { TLSSocket } from "node:tls";
import { protocolVersion } from "@classchat/core";
import { startAdvertiser } from "@classchat/core/lan";
import { makeKey } from "../support/card-server.ts";

// Says that it is a room, under a key of its own, and prints what comes over TLS: a line for each piece.
const [id = "", name = "", wantedPort = "0"] = process.argv.slice(2);
const { key, cert, fingerprint } = makeKey();
const card = {
  ...{ app: "classchat", protocol: protocolVersion, version: "0.1.0" },
  ...{ id, name, title: "", mentor: "Ms Rao", online: 3 },
};
const server = createServer({ key, cert, minVersion: "TLSv1.3" }, (_, response) =>
  response.end(JSON.stringify(card)),
);
server.on("secureConnection", (socket: TLSSocket) => {
  socket.on("data", (bytes) => tell({ said: bytes.toString("latin1") }));
});
server.listen(Number(wantedPort), async () => {
  const address = server.address();
  const port = typeof address === "object" ? (address?.port ?? 0) : 0;
  // Another name on the network, or it would be told from the real one by that.
  const instance = `${name}-${randomBytes(2).toString("hex")}`;
  await startAdvertiser({ id, name: instance, title: "", port, fingerprint });
  tell({ listening: port });
});

function tell(line: object): void {
  process.stdout.write(`${JSON.stringify(line)}\n`);
}
