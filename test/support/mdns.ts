import { randomInt } from "node:crypto";

/** mDNS on loopback alone and on a port of its own, so that tests meet neither each other nor the real network. */
export function ownMdns(): { interface: string; mdnsPort: number } {
  return { interface: loopbackInterface(), mdnsPort: randomInt(20_000, 32_000) };
}

function loopbackInterface(): string {
  if (process.platform === "win32") return "Loopback Pseudo-Interface 1";
  return process.platform === "darwin" ? "lo0" : "lo";
}
