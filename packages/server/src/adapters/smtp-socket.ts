import { connect, type Socket } from "node:net";
import { MailFailure } from "../chat/ports.ts";
import { errorCode } from "./disk.ts";

/**
 * A connection to that port. The names are those that this computer knows: the mail library would ask a DNS
 * server first, and on a network without one not even find `localhost`.
 */
export function connectTo(
  { host, port }: { host: string; port: number },
  { withinMs, signal }: { withinMs: number; signal: AbortSignal },
): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const socket = connect({ host, port, signal });
    const fail = (failure: MailFailure) => {
      clearTimeout(late);
      socket.destroy();
      reject(failure);
    };
    const late = setTimeout(() => fail(new MailFailure("silent", "ETIMEDOUT")), withinMs);
    socket.on("error", (error) => {
      fail(new MailFailure("unreachable", errorCode(error) || error.message, { cause: error }));
    });
    socket.on("connect", () => {
      clearTimeout(late);
      resolve(socket);
    });
  });
}
