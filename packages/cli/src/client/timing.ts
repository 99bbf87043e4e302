import { limits } from "@classchat/core";

/** How long a session waits for what, in milliseconds. Tests are less patient. */
export interface Timing {
  request: number;
  /** Passwords are hashed in a queue: so long after the last word from it. */
  signIn: number;
  /** Words of one's place that come more often are not listened to. */
  placesApart: number;
  connect: number;
  /** Between two attempts to come back: from `retryFirst`, growing, up to `retryMost`. */
  retryFirst: number;
  retryMost: number;
  /** A host that said nothing for so long is asked for a sign of life … */
  pingAfter: number;
  /** … and one that gave none for so long is gone. */
  silence: number;
  /** How long a room is looked for while another key answers at its address. */
  search: number;
}

// A cut cable closes no connection. To be back within 15 s at a new address, the loss must be noticed long
// before the 18 s after which socket.io gives up.
export const classroomTiming: Timing = {
  request: limits.requestTimeoutMs,
  signIn: limits.signInTimeoutMs,
  // A host of ours has a second between them.
  placesApart: 500,
  connect: limits.connectTimeoutMs,
  retryFirst: 300,
  retryMost: 4_000,
  pingAfter: 2_500,
  silence: 6_500,
  search: 15_000,
};

/** How long to wait before that attempt. Scattered, for a whole class lost the host at the same moment. */
export function retryDelay(attempt: number, { retryFirst, retryMost }: Timing): number {
  const grown = Math.min(retryMost, retryFirst * 1.7 ** Math.max(0, attempt - 1));
  return Math.round(grown * (0.5 + Math.random()));
}
