import type { AddressInfo } from "node:net";
import { createServer } from "node:tls";
import { openHostKey } from "@classchat/server";
import { cipherSuites } from "@classchat/server/gateway/sockets";
import { pour, swallow } from "../support/raw-stream.ts";

// What one TLS stream of Node can do: takes or gives so many bytes, as its first line says (`up 1000`). Prints its port.
const lineLength = 32;
const [folder = ""] = process.argv.slice(2);
const identity = await openHostKey(folder);
const server = createServer(
  {
    ...{ key: identity.key, cert: identity.certificate },
    ...{ minVersion: "TLSv1.3", ciphers: cipherSuites },
  },
  (socket) => {
    socket.on("error", () => {});
    socket.once("readable", async () => {
      const [way, bytes] = String(socket.read(lineLength)).trim().split(" ");
      if (way === "up") {
        await swallow(socket, Number(bytes));
        socket.end("done");
      } else {
        await pour(socket, Number(bytes));
        socket.end();
      }
    });
  },
);
server.listen(0, () => {
  process.stdout.write(`${JSON.stringify({ port: (server.address() as AddressInfo).port })}\n`);
});
process.stdin.resume().on("end", () => process.exit());
