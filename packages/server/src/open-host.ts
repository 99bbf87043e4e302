import { join } from "node:path";
import type { RoomName } from "@classchat/core";
import { startAdvertiser } from "@classchat/core/lan";
import { openAuditLog } from "./adapters/audit-log.ts";
import { commonPasswords } from "./adapters/common-passwords.ts";
import { lockDirectory } from "./adapters/directory-lock.ts";
import { FolderBlobs } from "./adapters/folder-blobs.ts";
import { openHostKey } from "./adapters/host-key.ts";
import { openNedbStore } from "./adapters/nedb-store.ts";
import { scryptHasher } from "./adapters/scrypt-hasher.ts";
import { systemClock } from "./adapters/system-clock.ts";
import { systemSecrets } from "./adapters/system-secrets.ts";
import type { Logger, MailWords, Store } from "./chat/ports.ts";
import { type HostSettings, readHostSettings } from "./config.ts";
import { Host, type HostPorts } from "./host.ts";
import { type MailTrouble, openMail } from "./open-mail.ts";

export interface OpenHostOptions {
  /** The data directory; the host keeps its things in `host/` below it. */
  data: string;
  names: readonly RoomName[];
  /** These go before the ones in `config.json`. */
  settings: HostSettings;
  logger: Logger;
  /** The text of the mails, in the language of this host. */
  mailWords: MailWords;
  onNetwork?: HostPorts["onNetwork"];
  onMailTrouble?: (trouble: MailTrouble) => void;
}

/** Opens a host on real files, the real clock and the real network. */
export async function openHost({
  data,
  names,
  settings,
  ...ports
}: OpenHostOptions): Promise<Host> {
  const folder = join(data, "host");
  const all = { ...(await readHostSettings(data)), ...settings };
  const audit = openAuditLog(folder, { clock: systemClock, logger: ports.logger });
  const mail = await openMail(data, all, {
    words: ports.mailWords,
    onTrouble: ports.onMailTrouble ?? (() => {}),
  });
  const store = await openLockedStore(data, folder, () => audit.close());
  const identity = await openHostKey(folder).catch(async (error: unknown) => {
    await store.close();
    throw error;
  });
  const adapters = { hasher: scryptHasher(), commonPasswords, secrets: systemSecrets };
  const { logger, onNetwork } = ports;
  return Host.open(
    names,
    {
      ...adapters,
      ...mail,
      store,
      blobs: new FolderBlobs(join(folder, "rooms")),
      identity,
      logger,
      audit,
      clock: systemClock,
      advertise: startAdvertiser,
      ...(onNetwork ? { onNetwork } : {}),
    },
    all,
  );
}

/**
 * The store, and no other host has the data directory: its lock is given back when the store is closed, and
 * what else writes there.
 */
async function openLockedStore(
  data: string,
  folder: string,
  closeOthers: () => Promise<void>,
): Promise<Store> {
  const lock = await lockDirectory(data);
  try {
    const store = await openNedbStore(folder);
    const close = async () => {
      await store.close();
      await closeOthers();
      await lock.release();
    };
    return { ...store, close };
  } catch (error) {
    await lock.release();
    throw error;
  }
}
