import { type Clock, limits } from "@classchat/core";
import type { EngineServer } from "./engine-connection.ts";

/** Waits only so long for the goodbye of a connection that is closed: a websocket would wait for half a minute. */
export function cutGoodbyesShort(io: EngineServer, clock: Clock): void {
  io.engine.on("connection", (connection) => {
    connection.once("close", () => {
      const { socket } = connection.transport;
      const stopTimer = clock.after(limits.goodbyeMs, () => socket.terminate());
      socket.once("close", stopTimer);
    });
  });
}
