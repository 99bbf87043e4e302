import type { IncomingMessage, ServerResponse } from "node:http";
import type { RoomCard } from "@classchat/core";

/**
 * Answers `GET /card` with the room's public card and all else with 404: Node would leave it unanswered.
 * Requests for socket.io never come here, it takes its own path off the server.
 */
export function answerCard(
  request: IncomingMessage,
  response: ServerResponse,
  card: () => RoomCard,
): void {
  if (request.method === "GET" && request.url === "/card") {
    response.writeHead(200, { "content-type": "application/json", "cache-control": "no-store" });
    response.end(JSON.stringify(card()));
    return;
  }
  response.writeHead(404, { connection: "close" });
  response.end();
}
