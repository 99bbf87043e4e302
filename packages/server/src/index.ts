export { openHostKey } from "./adapters/host-key.ts";
export { memoryBlobs } from "./adapters/memory-blobs.ts";
export { memoryStore } from "./adapters/memory-store.ts";
export { backupData, restoreData } from "./backup.ts";
export type { AccountsPorts } from "./chat/accounts.ts";
export type * from "./chat/ports.ts";
export type { HostCode } from "./chat/resets.ts";
export { HostSettings, readHostSettings, settingsFault } from "./config.ts";
export { Host, type HostPorts, type OpenRoom } from "./host.ts";
export {
  HostRefusal,
  type HostRefusalWords,
  type SettingName,
  type SettingsFault,
} from "./host-refusal.ts";
export { type KeptRoom, keptRooms } from "./kept-rooms.ts";
export { type OpenHostOptions, openHost } from "./open-host.ts";
export { type MailTrouble, probeMail, sendTestMail } from "./open-mail.ts";
