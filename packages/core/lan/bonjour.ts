import { Bonjour } from "bonjour-service";
import type { MdnsSockets } from "./mdns-sockets.ts";

/** bonjour-service on our sockets. One for each room: to stop one of two rooms would silence the other. */
export function openBonjour(sockets: MdnsSockets): Bonjour {
  // It hands its options to multicast-dns, whatever their declared type says. Without a callback for errors
  // it would throw them.
  const options = sockets.forLibrary() as ConstructorParameters<typeof Bonjour>[0];
  return new Bonjour(options, () => {});
}
