import { cleanLine } from "@classchat/core";
import { missingInterface } from "@classchat/core/lan";
import { clientFolder, dataFolder } from "../client/data-folder.ts";
import { KnownHosts } from "../client/known-hosts.ts";
import { type Lan, realLan } from "../client/lan.ts";
import { SignIns } from "../client/sign-ins.ts";
import type { FlagValues } from "../input/command-line.ts";
import { words } from "../words/words.ts";
import { tell } from "./output.ts";

/** What a command has of this computer: its files and its network. */
export interface Client {
  /** The data directory. */
  data: string;
  /** The client's part of it. */
  folder: string;
  knownHosts: KnownHosts;
  signIns: SignIns;
  lan: Lan;
}

export function openClient(flags: FlagValues): Client {
  const trouble = interfaceTrouble(flags);
  if (trouble !== undefined) tell(trouble);
  return clientOf(flags);
}

/** The same, for who looks at the network interfaces otherwise. */
export function clientOf(flags: FlagValues): Client {
  const data = dataFolder(flags.data);
  const folder = clientFolder(data);
  const onDamaged = (keptAs: string) => tell(words.files.damaged(keptAs));
  return {
    data,
    folder,
    knownHosts: new KnownHosts(folder, onDamaged),
    signIns: new SignIns(folder, onDamaged),
    lan: realLan,
  };
}

/** Why nothing will be found: the one network interface that may be used is not there. */
export function interfaceTrouble({ interface: only }: FlagValues): string | undefined {
  const missing = missingInterface({ interface: only });
  if (!missing) return undefined;
  const present = missing.present.map(cleanLine);
  return words.rooms.noInterface(cleanLine(missing.name), present);
}
