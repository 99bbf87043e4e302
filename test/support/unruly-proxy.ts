import { once } from "node:events";
import { type AddressInfo, connect, createServer, type Server, type Socket } from "node:net";
import { setTimeout as delay } from "node:timers/promises";

/** Stands between a client and a host, and does to their connections what bad networks do. */
export class UnrulyProxy {
  /** New connections are reset. */
  isRefusing = false;
  /** Whatever goes through takes so much longer. */
  delayMs = 0;
  readonly #target: number;
  readonly #server: Server;
  readonly #links = new Set<Link>();

  private constructor(target: number) {
    this.#target = target;
    this.#server = createServer((client) => this.#join(client));
  }

  static async to(target: number): Promise<UnrulyProxy> {
    const proxy = new UnrulyProxy(target);
    proxy.#server.listen(0, "127.0.0.1");
    await once(proxy.#server, "listening");
    return proxy;
  }

  get port(): number {
    return (this.#server.address() as AddressInfo).port;
  }

  /** The connections that stand now carry nothing more, and nobody closes them. */
  freeze(): void {
    for (const link of this.#links) link.carries = "nothing";
  }

  /** What the host says on them does not arrive any more: its answers are lost. */
  swallow(): void {
    for (const link of this.#links) link.carries = "up";
  }

  reset(): void {
    for (const link of this.#links) link.reset();
  }

  close(): void {
    this.#server.close();
    this.reset();
  }

  #join(client: Socket): void {
    if (this.isRefusing) {
      client.resetAndDestroy();
      return;
    }
    const link = new Link(client, connect(this.#target, "127.0.0.1"), () => this.delayMs);
    this.#links.add(link);
    client.once("close", () => this.#links.delete(link));
  }
}

/** One connection through the proxy. */
class Link {
  carries: "all" | "up" | "nothing" = "all";
  readonly #client: Socket;
  readonly #host: Socket;
  readonly #delayMs: () => number;

  constructor(client: Socket, host: Socket, delayMs: () => number) {
    this.#client = client;
    this.#host = host;
    this.#delayMs = delayMs;
    this.#carry(client, host, () => this.carries !== "nothing");
    this.#carry(host, client, () => this.carries === "all");
  }

  reset(): void {
    this.#client.resetAndDestroy();
    this.#host.resetAndDestroy();
  }

  /** In order, whatever becomes of the delay meanwhile. */
  #carry(from: Socket, to: Socket, isCarried: () => boolean): void {
    let last: Promise<unknown> = Promise.resolve();
    from.on("data", (bytes) => {
      const late = delay(this.#delayMs());
      last = Promise.all([last, late]).then(() => isCarried() && to.write(bytes));
    });
    from.on("error", () => {});
    from.on("close", () => {
      void last.then(() => (this.carries === "nothing" ? undefined : to.destroy()));
    });
  }
}
