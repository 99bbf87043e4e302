import { join } from "node:path";
import type { RoomId, RoomName } from "@classchat/core";
import { startAdvertiser } from "@classchat/core/lan";
import { openAuditLog } from "./adapters/audit-log.ts";
import { commonPasswords } from "./adapters/common-passwords.ts";
import { lockDirectory } from "./adapters/directory-lock.ts";
import { FolderBlobs } from "./adapters/folder-blobs.ts";
import { HasherApart } from "./adapters/hasher-apart.ts";
import { openHostKey } from "./adapters/host-key.ts";
import type { LogDamage } from "./adapters/log-mending.ts";
import { openNedbStore } from "./adapters/nedb-store.ts";
import { systemClock } from "./adapters/system-clock.ts";
import { systemSecrets } from "./adapters/system-secrets.ts";
import type { Audit, Logger, MailWords, News, Store } from "./chat/ports.ts";
import { type HostSettings, readHostSettings } from "./config.ts";
import { Host, type HostPorts, type OpenRoom } from "./host.ts";
import { type MailTrouble, openMail } from "./open-mail.ts";
import { HostWatch } from "./open-watch.ts";

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
  onNews?: (news: News) => void;
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
  const { onNetwork, onNews = () => {} } = ports;
  const watch = new HostWatch({ folder, logger: ports.logger, onNews });
  const { counters: counts, disk, faults: logger } = watch;
  const audit = openAuditLog(folder, { clock: systemClock, logger });
  const mail = await openMail(data, all, {
    words: ports.mailWords,
    onTrouble: ports.onMailTrouble ?? (() => {}),
  });
  const damages = new Damages(onNews);
  const store = await openLockedStore(data, {
    open: () =>
      openNedbStore(folder, {
        watch: (of, write) => disk.watch(of, write),
        onDamage: (room, damage) => damages.found(room, damage),
      }),
    closeOthers: async () => {
      await audit.close();
      await watch.close();
    },
  });
  const identity = await openHostKey(folder).catch(async (error: unknown) => {
    await store.close();
    throw error;
  });
  const blobs = new FolderBlobs(join(folder, "rooms"));
  const metricsPort = all["metrics-port"];
  const host = await Host.open(
    names,
    {
      ...{
        hasher: new HasherApart(),
        blobs,
        commonPasswords,
        secrets: systemSecrets,
        clock: systemClock,
      },
      ...mail,
      ...{ store, identity, logger, counts, onNews },
      audit: told(audit, onNews),
      advertise: startAdvertiser,
      ...(onNetwork ? { onNetwork } : {}),
      ...(metricsPort === undefined ? {} : { watch: watch.serve(metricsPort, blobs) }),
    },
    all,
  );
  watch.begin(host.rooms);
  damages.tell(host.rooms);
  return host;
}

/** What is lost of logs. Rooms have names for whoever is told once they are open; part of a log is read later. */
class Damages {
  readonly #onNews: (news: News) => void;
  #early: [room: RoomId, damage: LogDamage][] = [];
  #rooms: readonly OpenRoom[] | undefined;

  constructor(onNews: (news: News) => void) {
    this.#onNews = onNews;
  }

  found(id: RoomId, damage: LogDamage): void {
    if (!this.#rooms) this.#early.push([id, damage]);
    else this.#tell(this.#rooms, id, damage);
  }

  /** The rooms are open now. */
  tell(rooms: readonly OpenRoom[]): void {
    this.#rooms = rooms;
    for (const [id, damage] of this.#early.splice(0)) this.#tell(rooms, id, damage);
  }

  #tell(rooms: readonly OpenRoom[], id: RoomId, { lost, copy }: LogDamage): void {
    const room = rooms.find((open) => open.id === id)?.name ?? id;
    this.#onNews({ type: "damage", room, lost, file: `host/rooms/${id}/${copy}` });
  }
}

/** What is put on record is news as well. */
function told(audit: Audit, onNews: (news: News) => void): Audit {
  return {
    record: (entry) => {
      audit.record(entry);
      onNews({ type: "decided", ...entry });
    },
  };
}

/**
 * The store, and no other host has the data directory: its lock is given back when the store is closed, and
 * what else writes there.
 */
async function openLockedStore(
  data: string,
  { open, closeOthers }: { open: () => Promise<Store>; closeOthers: () => Promise<void> },
): Promise<Store> {
  const lock = await lockDirectory(data);
  try {
    const store = await open();
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
