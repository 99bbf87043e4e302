import type { Timing } from "./timing.ts";

/** What is used of the package `ws`. */
export interface WebSocketOfWs {
  on(event: "message" | "ping" | "pong", listener: () => void): unknown;
  ping(): void;
  terminate(): void;
}

interface Guard {
  webSocket: WebSocketOfWs;
  timing: Timing;
  onSilence: () => void;
}

/** Tells when the other side gives no sign of life any more. It asks for one where all is quiet. */
export function guardAgainstSilence({ webSocket, timing, onSilence }: Guard): () => void {
  let heardAt = performance.now();
  const heard = () => {
    heardAt = performance.now();
  };
  webSocket.on("message", heard);
  webSocket.on("ping", heard);
  webSocket.on("pong", heard);

  const watch = setInterval(() => {
    const quiet = performance.now() - heardAt;
    if (quiet > timing.silence) onSilence();
    else if (quiet > timing.pingAfter) webSocket.ping();
  }, timing.pingAfter / 3);
  return () => clearInterval(watch);
}
