import { once } from "node:events";
import { type AddressInfo, connect, createServer, type Server, type Socket } from "node:net";

/** Stands between client and host, counts what goes through, and can cut it. */
export class CuttingProxy {
  readonly #server: Server;
  readonly #sockets = new Set<Socket>();
  /** Where the host listens; changes when it was started again. */
  target: number;
  up = 0;
  down = 0;
  #watch: { isReached: () => boolean; resolve: () => void } | undefined;

  private constructor(target: number) {
    this.target = target;
    this.#server = createServer((client) => this.#join(client));
  }

  static async to(target: number): Promise<CuttingProxy> {
    const proxy = new CuttingProxy(target);
    proxy.#server.listen(0, "127.0.0.1");
    await once(proxy.#server, "listening");
    return proxy;
  }

  get port(): number {
    return (this.#server.address() as AddressInfo).port;
  }

  /** Resolves when that holds of what went through. */
  reached(isReached: () => boolean): Promise<void> {
    return new Promise((resolve) => {
      this.#watch = { isReached, resolve };
    });
  }

  cut(): void {
    for (const socket of this.#sockets) socket.destroy();
  }

  close(): void {
    this.cut();
    this.#server.close();
  }

  #join(client: Socket): void {
    const host = connect(this.target, "127.0.0.1");
    client.on("data", (data) => {
      this.up += data.length;
      this.#look();
    });
    host.on("data", (data) => {
      this.down += data.length;
      this.#look();
    });
    client.pipe(host).pipe(client);
    for (const [one, other] of [
      [client, host],
      [host, client],
    ] as const) {
      this.#sockets.add(one);
      one.on("error", () => {});
      one.on("close", () => {
        this.#sockets.delete(one);
        other.destroy();
      });
    }
  }

  #look(): void {
    if (!this.#watch?.isReached()) return;
    this.#watch.resolve();
    this.#watch = undefined;
  }
}
