import type { Server as HttpsServer } from "node:https";
import { type Clock, limits } from "@classchat/core";
import type { Counts } from "../chat/ports.ts";
import { ConnectionGate, guardConnections } from "./connection-gate.ts";
import { connectionLimits } from "./connection-limits.ts";
import type { EngineServer } from "./engine-connection.ts";
import { cutGoodbyesShort } from "./goodbye.ts";
import { guardPackets } from "./packet-gate.ts";
import { limitPackets } from "./packet-rate.ts";
import { limitHttpRequests } from "./request-rate.ts";
import { Seats } from "./seats.ts";
import { evictSlowReaders } from "./slow-readers.ts";

/**
 * Bounds what any connection may cost the host, from before TLS on; what it gives are those that are open, and the
 * places of the chat. Comes last: it stands before whoever listens to the server by then.
 */
export function boundCosts(
  { https, io }: { https: HttpsServer; io: EngineServer },
  room: { members: number; perAddress: number; clock: Clock; counts: Counts },
): { gate: ConnectionGate; seats: Seats } {
  const { clock, counts } = room;
  const most = connectionLimits(room);
  const gate = new ConnectionGate(most, clock);
  guardConnections(https, gate, () => counts.add("refused", ["gate"]));
  limitHttpRequests(https, clock);
  limitPackets(io, { packets: limits.packetRate, bytes: limits.byteRate }, room);
  guardPackets(io, { attachments: 0, counts });
  evictSlowReaders(io, room);
  cutGoodbyesShort(io, clock);
  return { gate, seats: new Seats(most.seats, room) };
}
