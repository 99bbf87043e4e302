import { limits } from "@classchat/core";

/** How many there may be, in all and of one address. */
export interface Most {
  all: number;
  address: number;
}

export interface ConnectionLimits {
  /** Connections of any kind, before anything is read from them. */
  sockets: Most;
  /** Connections of the chat that were let in. */
  seats: Most;
  /** New connections a second. */
  newPerSecond: Most;
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
    newPerSecond: {
      all: seats.all * limits.newConnectionsShare,
      address: seats.address * limits.newConnectionsShare,
    },
  };
}
