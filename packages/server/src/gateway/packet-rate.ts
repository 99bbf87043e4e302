import { type Clock, limits } from "@classchat/core";
import { TokenBucket } from "../chat/token-bucket.ts";
import type { ChatServer } from "./sockets.ts";

/** The one connection below socket.io, as far as this needs it. */
interface EngineSocket {
  transport: { socket: { pause(): void; resume(): void } };
  on(event: "packet", listener: () => void): unknown;
  once(event: "close", listener: () => void): unknown;
}

/** Fewer pauses, and longer ones: this many packets are let in at once after one. */
const packetsBetweenPauses = limits.packetRate.perSecond / 10;
/** A pong waits behind what is not read, and must not wait until the connection counts as dead. */
const longestPauseMs = limits.pingTimeoutMs / 4;

/**
 * Reads no connection faster than the rate: what comes too fast stays in the network, so that it costs nobody
 * else, and is not lost. Whatever the packets are, and before anyone signed in.
 */
export function limitPackets(io: ChatServer, clock: Clock): void {
  io.engine.on("connection", (socket: EngineSocket) => limitPacketsOf(socket, clock));
}

function limitPacketsOf(socket: EngineSocket, clock: Clock): void {
  const bucket = new TokenBucket(limits.packetRate, clock.now());
  let stopTimer: (() => void) | undefined;
  const resume = () => {
    stopTimer = undefined;
    socket.transport.socket.resume();
  };
  socket.on("packet", () => {
    bucket.take(clock.now());
    if (stopTimer || bucket.level(clock.now()) >= 0) return;
    socket.transport.socket.pause();
    stopTimer = clock.after(pauseMs(bucket, clock.now()), resume);
  });
  socket.once("close", () => stopTimer?.());
}

function pauseMs(bucket: TokenBucket, now: number): number {
  return Math.min(longestPauseMs, bucket.msUntil(packetsBetweenPauses, now));
}
