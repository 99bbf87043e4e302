import { placeOf } from "./calls.ts";
import type { Call, Evidence, Outcome } from "./evidence.ts";
import { type Finding, finding } from "./finding.ts";
import { isInLan, isOwnAddress, lanNetworks } from "./lan.ts";

/** Why a room, or an address, does not answer: by the call that says most. */
export function unreachableFinding(calls: readonly Call[], evidence: Evidence): Finding {
  const [call] = calls.toSorted((a, b) => tellingOf(a.outcome) - tellingOf(b.outcome));
  if (!call) throw new Error("There is no call to explain");
  const place = placeOf(call);
  switch (call.outcome.type) {
    case "refused":
      return call.reason === "own" || isOwnAddress(call.address, evidence.network)
        ? finding("own-room-closed", place)
        : finding("nothing-listens", place);
    case "not-a-room":
      return finding("not-a-room", place);
    case "silent":
      return finding("host-silent", place);
    case "forbidden":
      return finding("own-firewall", place);
    default:
      return unansweredFinding(call, evidence);
  }
}

const telling: readonly Outcome["type"][] = [
  "not-a-room",
  "silent",
  "refused",
  "forbidden",
  "timed-out",
  "no-way",
];

function tellingOf({ type }: Outcome): number {
  return telling.indexOf(type);
}

/**
 * Nothing came back. Whoever has the address on this wire tells its hardware address before any firewall is asked; so
 * a neighbour who does and takes no connection has one, and one who does not is not there, or is kept from us.
 */
function unansweredFinding(call: Call, evidence: Evidence): Finding {
  const { address, port } = call;
  const place = placeOf(call);
  if (!isInLan(address, evidence.network)) {
    const networks = lanNetworks(evidence.network);
    return isFarAway(call, networks)
      ? finding("other-network", { ...place, networks })
      : byConnecting(call);
  }
  const { isKnown, present } = evidence.neighbours;
  if (!isKnown) return byConnecting(call);
  if (present.includes(address)) return finding("firewall", { ...place, port });
  return isIsolated(call, evidence) ? finding("isolation", place) : finding("host-absent", place);
}

/** Where nothing tells who is on the wire: the system says that there is no way, or it waits in vain. */
function byConnecting(call: Call): Finding {
  const place = placeOf(call);
  return call.outcome.type === "timed-out"
    ? finding("firewall", { ...place, port: call.port })
    : finding("host-absent", place);
}

/** IPv6 tells no neighbours here, so nothing is concluded from the network that it is in. */
function isFarAway({ address }: Call, networks: readonly string[]): boolean {
  return !address.includes(":") && !address.startsWith("127.") && networks.length > 0;
}

/**
 * The room is heard and cannot be reached; or the router answers and not a single other computer does, as where an
 * access point keeps its clients from each other.
 */
function isIsolated({ address, reason }: Call, evidence: Evidence): boolean {
  const { multicast, neighbours } = evidence;
  if (reason === "announced" || multicast.others.includes(address)) return true;
  const { present, gateways } = neighbours;
  const isRouterThere = gateways.some((gateway) => present.includes(gateway));
  const neighboursHere = present.filter((other) => isInLan(other, evidence.network));
  const others = [...neighboursHere, ...multicast.others].filter(
    (other) => !gateways.includes(other),
  );
  return isRouterThere && others.length === 0;
}
