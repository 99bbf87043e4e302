import { figure, type Results } from "./results.ts";

/** What one host costs, as measured; ms are of one core. */
export interface Costs {
  /** Of a message, whoever hears it: checks, store, disk, answer. */
  messageMs: number;
  /** Of telling it to one member, where it goes out alone. */
  deliveryMs: number;
  /** The same where a busy room tells hundreds in one frame. */
  gatheredMs: number;
  memberKiB: number;
  /** As it is told, without TLS and the network around it. */
  messageBytes: number;
}

/** How much one room of that many members may say. */
export interface Limit {
  members: number;
  /** Messages a second of which each goes out alone, until a core is as full as it should get. */
  aloneAtMost: number;
  /** Gathered in frames, as they are where more comes than that. */
  gatheredAtMost: number;
  /** How much later than the first one the last member hears a message. */
  spreadMs: number;
  memoryMiB: number;
  /** On the network, at twenty messages a second. */
  megabits: number;
}

const populations = [30, 100, 300, 500, 1_000, 2_000, 5_000];
/** The rest is for bursts, for who signs in, and for files. */
const fullShare = 0.7;
/** A hundred bytes of text: TLS 1.3 adds 22, TCP, IP and Ethernet 78, and the answering packets half of that. */
const wrappingBytes = 22 + 78 + 39;
const usualRate = 20;

/** Solved from how busy the host was with few and with many members, at a rate at which each message goes out alone. */
export function costsOf(results: Results): Costs {
  const [few, many] = [msOfMessage(results, 200), msOfMessage(results, 500)];
  const deliveryMs = (many - few) / 300;
  return {
    deliveryMs,
    // Below the noise where telling it is nearly all.
    messageMs: Math.max(0, few - 200 * deliveryMs),
    gatheredMs: figure(results, "500 at saturation: CPU of 1,000 deliveries, ms") / 1_000,
    memberKiB: figure(results, "500 connected: memory of one, KiB"),
    messageBytes: figure(results, "500 at saturation: bytes of a message"),
  };
}

/** With telling it to so many. */
function msOfMessage(results: Results, members: number): number {
  const share = figure(results, `${members} × ${usualRate}/s: server, % of its core`) / 100;
  return (share * 1_000) / usualRate;
}

export function limitsOf(costs: Costs): Limit[] {
  return populations.map((members) => limitOf(costs, members));
}

function limitOf(costs: Costs, members: number): Limit {
  const { messageMs, deliveryMs, gatheredMs, memberKiB, messageBytes } = costs;
  const aloneMs = messageMs + members * deliveryMs;
  const bits = (messageBytes + wrappingBytes) * 8;
  return {
    members,
    aloneAtMost: (fullShare * 1_000) / aloneMs,
    // Most of what a message costs by itself is in the cost of a gathered delivery.
    gatheredAtMost: (fullShare * 1_000) / (members * gatheredMs),
    spreadMs: members * deliveryMs,
    memoryMiB: (members * memberKiB) / 1_024,
    megabits: (members * usualRate * bits) / 1e6,
  };
}

/** How much more two hosts that share one room carry than one, where each must hear all that is said. */
export function gainOfSecond({ messageMs, deliveryMs }: Costs, members: number): number {
  const one = messageMs + members * deliveryMs;
  const each = 2 * messageMs + (members / 2) * deliveryMs;
  return one / each;
}
