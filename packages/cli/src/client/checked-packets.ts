import { limits } from "@classchat/core";
import { NodeWebSocket } from "socket.io-client";
import * as z from "zod";
import { ReadingPace } from "./reading-pace.ts";

type Socket = ReturnType<NodeWebSocket["createSocket"]>;

/** A packet of engine.io. */
interface Packet {
  type: string;
  data?: unknown;
}

/** What the socket of the package `ws` is asked for here. */
interface Sink {
  bufferedAmount: number;
  on(event: "ping", listener: () => void): unknown;
  pause(): void;
  resume(): void;
  terminate(): void;
}

// Ten minutes are far above what a host asks for, and far below what a timer cannot count any more.
const Ms = z.int().positive().max(600_000);
const Opening = z.object({
  sid: z.string().max(100),
  upgrades: z.array(z.string()).max(0),
  pingInterval: Ms,
  pingTimeout: Ms,
});

/** So far apart are pings at least, but for some at once. */
const pingMs = 1_000;
const pingsAtOnce = 20;

const welcome = /^(?:0\{|4\{)/u;
/** A goodbye, a notice, an answer. */
const talk = /^(?:1$|2\["|3\d{1,15}\[)/u;

/**
 * A websocket that hangs up on a host that says what none of ours would. socket.io's client trusts its server: an
 * opening that is no JSON or an answer without a list would end the whole program.
 */
// A subclass is how engine.io takes another transport.
export class CheckedPackets extends NodeWebSocket {
  /** What may come once the connection is let in. */
  protected readonly talk: RegExp = talk;
  #pingsUntil = 0;
  readonly #pace = new ReadingPace();
  #expected: "opening" | "welcome" | "talk" | "bytes" | "nothing" = "opening";

  override createSocket(
    uri: string,
    protocols: string | string[] | undefined,
    options: Record<string, unknown>,
  ): Socket {
    // Neither is asked of us by a host of ours: pongs for whoever pings without end, and what is small until unpacked.
    const less = { autoPong: false, perMessageDeflate: false };
    const socket = super.createSocket(uri, protocols, { ...options, ...less });
    // Those of the websocket itself; our hosts send others, as packets, and both are to be few.
    (socket as unknown as Sink).on("ping", () => {
      if (!this.#takesPing()) this.#refuse();
    });
    return socket;
  }

  protected override onPacket(packet: Packet): void {
    if (this.#expected === "nothing" || !this.ws) return;
    this.#pace.count(sizeOf(packet), this.ws as Sink);
    if (this.#isExpected(packet) && this.#takesAnswers()) {
      // Its type is of a package that is not ours to name.
      super.onPacket(packet as never);
    } else this.#refuse();
  }

  #isExpected({ type, data }: Packet): boolean {
    if (type === "open") return this.#isOpening(data);
    if (type === "ping") return this.#expected !== "opening" && this.#takesPing();
    return type === "message" && (typeof data === "string" ? this.#isTalk(data) : this.#isBytes());
  }

  #isOpening(data: unknown): boolean {
    if (this.#expected !== "opening" || !Opening.safeParse(parsed(data)).success) return false;
    this.#expected = "welcome";
    return true;
  }

  #isTalk(data: string): boolean {
    if (this.#expected === "welcome") {
      this.#expected = "talk";
      return welcome.test(data);
    }
    if (this.#expected !== "talk" || !this.talk.test(data)) return false;
    if (data.startsWith("5")) this.#expected = "bytes";
    return true;
  }

  #isBytes(): boolean {
    if (this.#expected !== "bytes") return false;
    this.#expected = "talk";
    return true;
  }

  #takesPing(): boolean {
    const now = performance.now();
    this.#pingsUntil = Math.max(this.#pingsUntil, now) + pingMs;
    return this.#pingsUntil <= now + pingsAtOnce * pingMs;
  }

  /** A host that reads nothing would let our answers to its pings pile up here. */
  #takesAnswers(): boolean {
    return (this.ws as Sink).bufferedAmount <= limits.backlog.hard.bytes;
  }

  #refuse(): void {
    const ws = this.ws as Sink | null;
    if (this.#expected === "nothing" || !ws) return;
    this.#expected = "nothing";
    this.onError("refused", undefined);
    // It would wait for a goodbye, and read on until then.
    ws.terminate();
  }
}

function sizeOf({ data }: Packet): number {
  return typeof data === "string" ? data.length : 0;
}

function parsed(json: unknown): unknown {
  try {
    return JSON.parse(String(json));
  } catch {
    return undefined;
  }
}
