import type { IncomingMessage, ServerResponse } from "node:http";
import type { RoomCard } from "@classchat/core";

/**
 * Whether a web page asks: browsers say where from. Its name for this host may be one of its own that was turned to
 * this address (DNS rebinding), so that what stands in `Host` would prove nothing.
 */
function isFromWebPage({ headers }: IncomingMessage): boolean {
  return headers.origin !== undefined || headers["sec-fetch-site"] !== undefined;
}

/**
 * Answers `GET /card` with the room's public card and all else with 404: Node would leave it unanswered.
 * Requests for socket.io never come here, it takes its own path off the server.
 */
export function answerCard(
  request: IncomingMessage,
  response: ServerResponse,
  card: () => RoomCard,
): void {
  if (request.method === "GET" && request.url === "/card" && !isFromWebPage(request)) {
    response.writeHead(200, { "content-type": "application/json", "cache-control": "no-store" });
    response.end(JSON.stringify(card()));
    return;
  }
  response.writeHead(404, { connection: "close" });
  response.end();
}
