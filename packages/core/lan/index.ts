export * from "./advertiser.ts";
export { type DialedRoom, type DialOptions, dialRoom, isRefusal, RoomLine } from "./dial.ts";
export * from "./finder.ts";
export { lanAddresses, missingInterface } from "./interfaces.ts";
export { fingerprintOf, PinnedAgent } from "./key-pin.ts";
export type { MdnsHealth } from "./mdns-sockets.ts";
export * from "./room-code.ts";
export { type LanOptions, type LanSettings, lanSettings } from "./settings.ts";
export * from "./spent-memory.ts";
