import { once } from "node:events";
import { type AddressInfo, connect, createServer, type Server, type Socket } from "node:net";

/**
 * Stands between clients and a host like the cable to the room: pulled out, nothing goes through and nobody is told;
 * plugged in again, what was on its way arrives.
 */
export class Cable {
  readonly #server: Server;
  readonly #ends = new Set<Socket>();
  #isOut = false;

  private constructor(target: number) {
    this.#server = createServer((client) => this.#join(client, connect(target, "127.0.0.1")));
  }

  static async to(target: number): Promise<Cable> {
    const cable = new Cable(target);
    cable.#server.listen(0, "127.0.0.1");
    await once(cable.#server, "listening");
    return cable;
  }

  get port(): number {
    return (this.#server.address() as AddressInfo).port;
  }

  pull(): void {
    this.#isOut = true;
    for (const end of this.#ends) end.pause();
  }

  plug(): void {
    this.#isOut = false;
    for (const end of this.#ends) end.resume();
  }

  close(): void {
    this.#server.close();
    for (const end of this.#ends) end.destroy();
  }

  #join(client: Socket, host: Socket): void {
    this.#carry(client, host);
    this.#carry(host, client);
  }

  #carry(from: Socket, to: Socket): void {
    this.#ends.add(from);
    from.on("data", (bytes) => to.write(bytes));
    from.on("end", () => to.end());
    from.on("error", () => {});
    from.on("close", () => {
      this.#ends.delete(from);
      to.destroy();
    });
    if (this.#isOut) from.pause();
  }
}
