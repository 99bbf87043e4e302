import type { IncomingMessage } from "node:http";
import type { Server as HttpsServer } from "node:https";
import type { Socket } from "node:net";
import { type Clock, limits } from "@classchat/core";
import { TokenBucket } from "../chat/token-bucket.ts";

/** Hangs up on a connection that asks for the card, or whatever else by HTTP, again and again. */
export function limitHttpRequests(https: HttpsServer, clock: Clock): void {
  const asked = new WeakMap<Socket, TokenBucket>();
  const bucketOf = (socket: Socket) => {
    const bucket = asked.get(socket) ?? new TokenBucket(limits.cardRate, clock.now());
    asked.set(socket, bucket);
    return bucket;
  };
  https.prependListener("request", ({ socket }: IncomingMessage) => {
    const bucket = bucketOf(socket);
    bucket.take(clock.now());
    if (bucket.level(clock.now()) < 0) socket.destroy();
  });
}
