import { startCardServer } from "../support/card-server.ts";

// Shows a room's card on all addresses, with the protocol and the clock that it was told to have.
const [port = "0", protocol = "1", aheadMs = "0"] = process.argv.slice(2);
const card = { protocol: Number(protocol), version: "9.9.9" };
await startCardServer({ host: "0.0.0.0", port: Number(port), card, aheadMs: Number(aheadMs) });
process.stdout.write(`${JSON.stringify({ listening: true })}\n`);
