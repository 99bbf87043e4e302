import { type Clock, limits } from "@classchat/core";
import type { Server } from "socket.io";
import { type Rate, TokenBucket } from "../chat/token-bucket.ts";

/** The one connection below socket.io, as far as this needs it. */
interface EngineSocket {
  transport: { socket: { pause(): void; resume(): void } };
  on(event: "packet", listener: () => void): unknown;
  once(event: "close", listener: () => void): unknown;
}

/** Fewer pauses, and longer ones: what comes in that time is let in at once after one. */
const secondsBetweenPauses = 0.1;
/** A pong waits behind what is not read, and must not wait until the connection counts as dead. */
const longestPauseMs = limits.pingTimeoutMs / 4;

/**
 * Reads no connection faster than the rate: what comes too fast stays in the network, so that it costs nobody
 * else, and is not lost. Whatever the packets are, and before anyone signed in.
 */
export function limitPackets(io: Pick<Server, "engine">, rate: Rate, clock: Clock): void {
  io.engine.on("connection", (socket: EngineSocket) => limitPacketsOf(socket, rate, clock));
}

function limitPacketsOf(socket: EngineSocket, rate: Rate, clock: Clock): void {
  const bucket = new TokenBucket(rate, clock.now());
  let stopTimer: (() => void) | undefined;
  const resume = () => {
    stopTimer = undefined;
    socket.transport.socket.resume();
  };
  socket.on("packet", () => {
    bucket.take(clock.now());
    if (stopTimer || bucket.level(clock.now()) >= 0) return;
    socket.transport.socket.pause();
    stopTimer = clock.after(pauseMs(), resume);
  });
  socket.once("close", () => stopTimer?.());

  function pauseMs(): number {
    const enough = rate.perSecond * secondsBetweenPauses;
    return Math.min(longestPauseMs, bucket.msUntil(enough, clock.now()));
  }
}
