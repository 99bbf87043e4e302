import type { IncomingMessage, ServerResponse } from "node:http";
import type { Server as HttpsServer } from "node:https";
import type { TLSSocket } from "node:tls";
import { type Clock, limits } from "@classchat/core";
import { TokenBucket } from "../chat/token-bucket.ts";

/**
 * Hangs up on a connection that asks for the card, or whatever else by HTTP, again and again; and on one that asks
 * for much in one piece, before it is parsed: Node would make something of each request in it, answered or not.
 */
export function limitHttpRequests(https: HttpsServer, clock: Clock): void {
  limitRate(https, clock);
  limitPieces(https);
}

function limitRate(https: HttpsServer, clock: Clock): void {
  const asked = new WeakMap<object, TokenBucket>();
  const bucketOf = (socket: object) => {
    const bucket = asked.get(socket) ?? new TokenBucket(limits.cardRate, clock.now());
    asked.set(socket, bucket);
    return bucket;
  };
  const listeners = https.listeners("request");
  https.removeAllListeners("request");
  https.on("request", (request: IncomingMessage, response: ServerResponse) => {
    const { socket } = request;
    const bucket = bucketOf(socket);
    bucket.take(clock.now());
    if (bucket.level(clock.now()) < 0) refuse(request);
    else for (const listener of listeners) listener.call(https, request, response);
  });
}

/** The request first: one that is open when its socket ends costs an error with its stack. */
function refuse(request: IncomingMessage): void {
  request.destroy();
  request.socket.destroy();
}

function limitPieces(https: HttpsServer): void {
  const guards = new WeakMap<object, (piece: Buffer) => void>();
  https.on("secureConnection", (socket: TLSSocket) => {
    const [parse] = socket.listeners("data") as ((piece: Buffer) => void)[];
    if (!parse) return;
    const guard = (piece: Buffer) => {
      if (piece.length > limits.httpPieceBytes) socket.destroy();
      else parse(piece);
    };
    socket.off("data", parse);
    socket.on("data", guard);
    guards.set(socket, guard);
  });
  // From then on it is no HTTP any more.
  https.prependListener("upgrade", ({ socket }: IncomingMessage) => {
    const guard = guards.get(socket);
    if (guard) socket.off("data", guard);
  });
}
