import { limits } from "@classchat/core";
import type { RoomGateway } from "./gateway/room-gateway.ts";
import { HostRefusal } from "./host-refusal.ts";

interface WantedPort {
  /** The one that was asked for; 0 is any. */
  port: number | undefined;
  /** How many rooms of the host come before this one. */
  index: number;
}

/** Has the room listen, and keeps its port for next time; throws a `HostRefusal` where it can have none. */
export async function listen(gateway: RoomGateway, wanted: WantedPort): Promise<void> {
  const ports = portsToTry(gateway, wanted);
  for (const port of ports) {
    const isLast = port === ports.at(-1);
    const error = await gateway.listen(port).catch((error: NodeJS.ErrnoException) => error);
    if (!error) return gateway.room.settle(gateway.port);
    if (isLast || !isTaken(error)) throw asListenError(port, error);
  }
}

/** The port that was asked for; else the one of last time, then the usual ones, then any. */
function portsToTry({ room }: RoomGateway, { port, index }: WantedPort): number[] {
  if (port !== undefined) return [port === 0 ? 0 : port + index];
  const { port: last } = room.record;
  const usual = Array.from({ length: limits.portsTried }, (_, i) => limits.firstPort + i);
  return [...new Set([...(last === undefined ? [] : [last]), ...usual, 0])];
}

function isTaken(error: NodeJS.ErrnoException): boolean {
  return error.code === "EADDRINUSE" || error.code === "EACCES";
}

/** The rooms behind the first take the next ports, and those end at 65,535. */
function isNoPort(error: NodeJS.ErrnoException): boolean {
  return error.code === "ERR_SOCKET_BAD_PORT";
}

function asListenError(port: number, cause: NodeJS.ErrnoException): Error {
  if (!isTaken(cause) && !isNoPort(cause)) return cause;
  return new HostRefusal("port-unusable", { port }, { cause });
}
