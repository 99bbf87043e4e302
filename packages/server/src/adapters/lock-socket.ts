import { once } from "node:events";
import { connect, createServer, type Server } from "node:net";
import { setTimeout as delay } from "node:timers/promises";
import { errorCode } from "./disk.ts";

/** Whether the process behind a lock socket holds the directory or only tries to; or whether there is none. */
export type LockState = "trying" | "held" | "gone";

/** A listening socket that says how far its process is. The kernel takes it back with the process. */
export class LockSocket {
  readonly #server: Server;
  #state: LockState = "trying";

  private constructor(server: Server) {
    this.#server = server;
    server.on("connection", (socket) => {
      socket.on("error", () => socket.destroy());
      socket.end(this.#state);
    });
    server.unref();
  }

  static async listen(path: string): Promise<LockSocket> {
    const server = createServer();
    const socket = new LockSocket(server);
    server.listen({ path, exclusive: true });
    await once(server, "listening");
    // A question that cannot be taken, for want of file handles say, is no reason to end the host.
    server.on("error", () => {});
    return socket;
  }

  hold(): void {
    this.#state = "held";
  }

  async close(): Promise<void> {
    if (!this.#server.listening) return;
    this.#server.close();
    await once(this.#server, "close");
  }
}

// A host that loads a long log does not answer for seconds, but it is there: whoever does not say
// otherwise holds the directory.
const patienceMs = 2_000;

/** Asks the process behind a lock socket. */
export async function askLockSocket(path: string): Promise<LockState> {
  for (;;) {
    const state = await ask(path);
    if (state !== "closing") return state;
    await delay(5);
  }
}

function ask(path: string): Promise<LockState | "closing"> {
  return new Promise((resolve) => {
    const socket = connect(path);
    let answer = "";
    const done = (state: LockState | "closing") => {
      socket.destroy();
      resolve(state);
    };
    socket.setEncoding("utf8").setTimeout(patienceMs, () => done("held"));
    socket.on("data", (text: string) => {
      answer += text;
    });
    socket.on("end", () => done(isState(answer) ? answer : "closing"));
    socket.on("error", (error) => done(stateBehind(errorCode(error))));
  });
}

function isState(answer: string): answer is LockState {
  return answer === "trying" || answer === "held";
}

function stateBehind(code: string): LockState | "closing" {
  if (code === "ECONNREFUSED" || code === "ENOENT") return "gone";
  return code === "ECONNRESET" || code === "EPIPE" ? "closing" : "held";
}
