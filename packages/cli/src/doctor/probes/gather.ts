import type { RoomId } from "@classchat/core";
import {
  type Announcement,
  listenToMulticast,
  missingInterface,
  presentInterfaces,
} from "@classchat/core/lan";
import type { KnownHosts } from "../../client/known-hosts.ts";
import type { Lan } from "../../client/lan.ts";
import { parseRoomReference, type RoomReference } from "../../client/room-reference.ts";
import type { Evidence, Neighbours, Network, Route } from "../diagnosis/evidence.ts";
import { lanNetworks } from "../diagnosis/lan.ts";
import { besideUs } from "../diagnosis/subnet.ts";
import { Calls, type MadeCall } from "./calls.ts";
import { probeDisk } from "./disk.ts";
import { judge } from "./judge.ts";
import { defaultGateways, presentNeighbours } from "./neighbours.ts";
import { ownRooms, probeOwnMail } from "./own-host.ts";
import { nudge, routeTo } from "./route.ts";
import { announcedTargets, askedTargets, ownTargets, rememberedTargets } from "./targets.ts";

interface Computer {
  /** The data directory. */
  data: string;
  knownHosts: KnownHosts;
  lan: Lan;
}

/** How long rooms and others may take to say something: questions go out at once and for 1.6 s. */
const listenMs = 2_200;

/** Looks at everything, side by side, in about three seconds; in eight where nothing answers. */
export async function gather(text: string | undefined, computer: Computer): Promise<Evidence> {
  const asked = text === undefined ? undefined : parseRoomReference(text, computer.lan.isCode);
  const network = networkNow();
  const [reached, disk, mail] = await Promise.all([
    reach(asked, network, computer),
    probeDisk(computer.data),
    probeOwnMail(computer.data),
  ]);
  return {
    asked: asked && text !== undefined ? { text, kind: asked.kind } : undefined,
    network,
    ...reached,
    disk,
    mail,
  };
}

function networkNow(): Network {
  return { interfaces: presentInterfaces(), missing: missingInterface() };
}

type Reached = Pick<Evidence, "multicast" | "calls" | "routes" | "neighbours">;

async function reach(
  asked: RoomReference | undefined,
  network: Network,
  { data, knownHosts, lan }: Computer,
): Promise<Reached> {
  const gateways = nudgedGateways();
  // A data directory that cannot be read is told by `probeDisk`.
  const hosts = await knownHosts.list().catch(() => []);
  const calls = new Calls();
  const [multicast] = await Promise.all([
    listen(asked, network, calls),
    calls.make(askedTargets(asked)),
    ownRooms(data).then((rooms) => calls.make(ownTargets(asked, rooms))),
    rememberedTargets(asked, hosts, lan).then((targets) => calls.make(targets)),
  ]);
  const made = await calls.all();
  return {
    multicast,
    calls: await judge(made, { asked, hosts, lan }),
    routes: await routesTo(made, network),
    neighbours: await neighboursNow(await gateways),
  };
}

/** Listens for a while, and calls the rooms that announce themselves meanwhile. */
async function listen(
  asked: RoomReference | undefined,
  network: Network,
  calls: Calls,
): Promise<Evidence["multicast"]> {
  const announced = new Set<RoomId>();
  const onAnnouncement = (announcement: Announcement) => {
    announced.add(announcement.id);
    calls.make(announcedTargets(asked, announcement));
  };
  const own = network.interfaces.flatMap(({ addresses }) => addresses);
  const heard = await listenToMulticast({ durationMs: listenMs, own, onAnnouncement });
  return { ...heard, announced: [...announced] };
}

/** Whether they answer is seen later, in the table of neighbours. */
async function nudgedGateways(): Promise<string[]> {
  const gateways = await defaultGateways();
  await Promise.all(gateways.map(nudge));
  return gateways;
}

/** To what was called, and to an address beside each of ours: that way must not lead into a tunnel. */
async function routesTo(calls: readonly MadeCall[], network: Network): Promise<Route[]> {
  const beside = lanNetworks(network).map(besideUs);
  const called = calls.filter(({ isMeant }) => isMeant).map(({ address }) => address);
  const all = [...called, ...beside].filter((address) => address !== undefined);
  return Promise.all([...new Set(all)].map(routeTo));
}

async function neighboursNow(gateways: readonly string[]): Promise<Neighbours> {
  const present = await presentNeighbours();
  return { isKnown: present !== undefined, present: present ?? [], gateways };
}
