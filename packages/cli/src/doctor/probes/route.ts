import { createSocket } from "node:dgram";
import { isIPv4 } from "node:net";
import type { Route } from "../diagnosis/evidence.ts";

/** Port 9 is `discard`: whoever listens there throws away what comes (RFC 863). */
const discard = 9;

/** By which of our addresses packets to that one would leave. Connecting a UDP socket asks the system, and sends nothing. */
export function routeTo(to: string): Promise<Route> {
  return new Promise((resolve) => {
    const socket = createSocket(isIPv4(to) ? "udp4" : "udp6");
    const done = (from: string | undefined) => {
      socket.close();
      resolve({ to, from });
    };
    socket.once("error", () => done(undefined));
    socket.once("connect", () => done(socket.address().address));
    socket.connect(discard, to);
  });
}

/** Makes the system ask on the wire who has that address. */
export function nudge(address: string): Promise<void> {
  return new Promise((resolve) => {
    const socket = createSocket("udp4");
    const done = () => {
      socket.close();
      resolve();
    };
    socket.once("error", done);
    socket.send("", discard, address, done);
  });
}
