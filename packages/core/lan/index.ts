export * from "./advertiser.ts";
export {
  type AskedRoom,
  type DialedRoom,
  type DialOptions,
  dialRoom,
  isRefusal,
  RoomLine,
} from "./dial.ts";
export * from "./finder.ts";
export {
  lanAddresses,
  missingInterface,
  type PresentInterface,
  presentInterfaces,
} from "./interfaces.ts";
export { fingerprintOf, PinnedAgent } from "./key-pin.ts";
export type { MdnsHealth } from "./mdns-sockets.ts";
export { type HeardMulticast, listenToMulticast } from "./multicast-probe.ts";
export * from "./room-code.ts";
export type { Announcement } from "./service-browser.ts";
export { type LanOptions, type LanSettings, lanSettings } from "./settings.ts";
export * from "./spent-memory.ts";
