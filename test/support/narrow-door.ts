import { once } from "node:events";
import { type AddressInfo, connect, createServer, type Server, type Socket } from "node:net";

type Way = "up" | "down";
interface Carried {
  bytes: number;
  isHeld: boolean;
}

/** Stands between clients and a host, counts what goes through, and stops a connection where a test wants. */
export class NarrowDoor {
  /** Bytes to the host and from it, of all connections. */
  readonly passed: Record<Way, number> = { up: 0, down: 0 };
  /** A connection that carried so many bytes carries no more, either way. */
  most = Number.POSITIVE_INFINITY;
  /** How many connections were stopped. */
  held = 0;
  readonly #server: Server;
  readonly #sockets = new Set<Socket>();

  private constructor(hostPort: number) {
    this.#server = createServer((client) => this.#join(client, connect(hostPort, "127.0.0.1")));
  }

  static async open(hostPort: number): Promise<NarrowDoor> {
    const door = new NarrowDoor(hostPort);
    door.#server.listen(0, "127.0.0.1");
    await once(door.#server, "listening");
    return door;
  }

  get port(): number {
    return (this.#server.address() as AddressInfo).port;
  }

  /** Counts anew, and lets everything through. */
  open(): void {
    this.cut();
    Object.assign(this, { most: Number.POSITIVE_INFINITY, held: 0 });
    Object.assign(this.passed, { up: 0, down: 0 });
  }

  /** All connections are lost. */
  cut(): void {
    for (const socket of this.#sockets) socket.destroy();
  }

  async close(): Promise<void> {
    this.cut();
    this.#server.close();
    await once(this.#server, "close");
  }

  #join(client: Socket, host: Socket): void {
    const carried = { bytes: 0, isHeld: false };
    this.#carry("up", client, host, carried);
    this.#carry("down", host, client, carried);
  }

  #carry(way: Way, from: Socket, to: Socket, carried: Carried): void {
    this.#sockets.add(from);
    from.on("error", () => {});
    from.on("close", () => {
      this.#sockets.delete(from);
      to.destroy();
    });
    from.on("data", (bytes) => {
      this.passed[way] += bytes.length;
      carried.bytes += bytes.length;
      if (carried.bytes >= this.most) {
        if (!carried.isHeld) this.held += 1;
        carried.isHeld = true;
        from.pause();
      } else if (!to.write(bytes)) {
        from.pause();
        to.once("drain", () => from.resume());
      }
    });
  }
}
