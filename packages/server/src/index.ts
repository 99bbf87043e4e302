export { openHostKey } from "./adapters/host-key.ts";
export { memoryStore } from "./adapters/memory-store.ts";
export { backupData, restoreData } from "./backup.ts";
export type { AccountsPorts } from "./chat/accounts.ts";
export type * from "./chat/ports.ts";
export { firstComplaint, HostSettings, readHostSettings } from "./config.ts";
export { Host, type HostPorts, type OpenRoom } from "./host.ts";
export { type OpenHostOptions, openHost } from "./open-host.ts";
export { type MailTrouble, sendTestMail } from "./open-mail.ts";
