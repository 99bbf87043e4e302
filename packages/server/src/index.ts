export { backupData, restoreData } from "./backup.ts";
