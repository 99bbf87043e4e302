import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { HostRefusal } from "../host-refusal.ts";
import { contentType, type Family, prometheusText } from "./prometheus-text.ts";

/** What is asked for, each time anew. */
export interface Watched {
  families(): Promise<Family[]>;
  /** In one line; undefined where all is well. */
  trouble(): Promise<string | undefined>;
}

export interface WatchServer {
  readonly port: number;
  close(): Promise<void>;
}

/** Nobody outside of this computer gets there, whatever its firewall says. */
const address = "127.0.0.1";

// A page in a browser may make its own name mean this address, and would read what it asks for.
const ownHost = /^(?:127\.0\.0\.1|localhost|\[::1\])(?::\d{1,5})?$/iu;

const bounds = { headersTimeout: 5_000, requestTimeout: 8_000, maxHeaderSize: 8 * 1024 };
const mostConnections = 16;

/** Answers `/healthz` and `/metrics` to programs on this computer. */
export async function openWatchServer(port: number, watched: Watched): Promise<WatchServer> {
  const server = createServer(bounds, (request, response) => {
    void answer(request, watched).then((answer) => send(response, answer));
  });
  server.maxConnections = mostConnections;
  await listen(server, port);
  return {
    port: (server.address() as AddressInfo).port,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

interface Answer {
  status: number;
  text: string;
  headers?: Record<string, string>;
}

async function answer(request: IncomingMessage, watched: Watched): Promise<Answer> {
  const { method, headers, url = "" } = request;
  if (!ownHost.test(headers.host ?? "")) return { status: 403, text: "not for this name\n" };
  if (method !== "GET") return { status: 405, text: "GET only\n", headers: { allow: "GET" } };
  switch (url) {
    case "/healthz":
      return health(await watched.trouble());
    case "/metrics":
      return { status: 200, text: prometheusText(await watched.families()) };
    default:
      return { status: 404, text: "/healthz or /metrics\n" };
  }
}

function health(trouble: string | undefined): Answer {
  return trouble === undefined
    ? { status: 200, text: "ok\n" }
    : { status: 503, text: `${trouble}\n` };
}

function send(response: ServerResponse, { status, text, headers = {} }: Answer): void {
  const always = { "cache-control": "no-store", "x-content-type-options": "nosniff" };
  response.writeHead(status, { "content-type": contentType, ...always, ...headers });
  response.end(text);
}

function listen(server: Server, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once("error", (cause) => reject(asRefusal(port, cause)));
    server.listen({ port, host: address }, () => {
      server.removeAllListeners("error");
      resolve();
    });
  });
}

function asRefusal(port: number, cause: NodeJS.ErrnoException): Error {
  const isTaken = cause.code === "EADDRINUSE" || cause.code === "EACCES";
  return isTaken ? new HostRefusal("metrics-port-unusable", { port }, { cause }) : cause;
}
