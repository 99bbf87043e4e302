import { limits } from "@classchat/core";
import type { Rate } from "../chat/token-bucket.ts";

/** In all, and of one address. */
interface Of<Bound> {
  all: Bound;
  address: Bound;
}

export type Most = Of<number>;

export interface ConnectionLimits {
  /** Connections of any kind, before anything is read from them. */
  sockets: Most;
  /** Connections of the chat that were let in. */
  seats: Most;
  /** New connections, of any kind. */
  arrivals: Of<Rate>;
}

/** What follows from the two numbers that a mentor may set. */
export function connectionLimits(room: { members: number; perAddress: number }): ConnectionLimits {
  const { perMember, guests } = limits.seats;
  const seats = { all: room.members * perMember + guests, address: room.perAddress };
  return {
    seats,
    sockets: {
      all: seats.all * limits.socketsPerSeat.all,
      address: seats.address * limits.socketsPerSeat.address,
    },
    arrivals: { all: arrivalsFor(seats.all), address: arrivalsFor(seats.address) },
  };
}

/** Half of them may come back at once, the others within seconds: clients try again by themselves. */
function arrivalsFor(seats: number): Rate {
  const { burst, perSecond } = limits.arrivalsPerSeat;
  return { burst: limits.arrivalsAtOnce + seats * burst, perSecond: seats * perSecond };
}
