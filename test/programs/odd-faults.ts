import { subscribe } from "node:diagnostics_channel";
import { EventEmitter } from "node:events";
import type { IncomingMessage } from "node:http";

// Loaded into a host before it starts: makes it fail where nobody catches it, in the midst of requests of its room.

const faults: Record<string, (request: IncomingMessage) => void> = {
  "/throw": () => {
    throw new TypeError("in a listener");
  },
  "/timer": () => {
    setTimeout(() => {
      throw new Error('in a timer, about "a secret"');
    });
  },
  "/async": (request) => {
    request.on("close", async () => {
      throw new Error("in an async listener");
    });
  },
  "/emitter": () => {
    setImmediate(() => new EventEmitter().emit("error", new Error("that nobody listens for")));
  },
  "/nothing": () => {
    void Promise.reject(undefined);
  },
};

// Node itself says so for each request, before anybody answers.
subscribe("http.server.request.start", (message) => {
  const { request } = message as { request: IncomingMessage };
  faults[request.url ?? ""]?.(request);
});
