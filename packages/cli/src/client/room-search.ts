import type { Fingerprint, RoomId } from "@classchat/core";
import type { Endpoint } from "./connection.ts";
import type { Lan } from "./lan.ts";

interface RoomSearchOptions {
  lan: Lan;
  room: RoomId;
  fingerprint: Fingerprint;
  last: Endpoint;
  onFound: (endpoint: Endpoint) => void;
}

/** Looks for one room, by its id and under its known key, until the returned function is called. */
export function searchRoom({
  lan,
  room,
  fingerprint,
  last,
  onFound,
}: RoomSearchOptions): () => void {
  const finder = lan.find([{ id: room, addresses: [last.address], port: last.port }]);
  const look = () => {
    const found = finder
      .rooms()
      .find((other) => other.id === room && other.fingerprint === fingerprint);
    if (found) onFound({ address: found.address, port: found.port });
  };
  finder.onChange(look);
  look();
  return () => finder.close();
}
