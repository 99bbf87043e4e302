import { answersOf } from "./calls.ts";
import type { Evidence } from "./evidence.ts";
import { type Finding, finding } from "./finding.ts";
import { isOwnAddress, lanInterfaces } from "./lan.ts";

/** Why nothing can be reached at all, where that is so. */
export function networkTrouble(evidence: Evidence): Finding | undefined {
  const { missing } = evidence.network;
  if (missing) return finding("interface-missing", missing);
  if (answersOf(evidence).some((call) => !isOwnAddress(call.address, evidence.network)))
    return undefined;
  const addresses = lanAddresses(evidence);
  const [first] = addresses;
  if (first === undefined) return finding("no-network", {});
  return addresses.every(isSelfAssigned) ? finding("self-assigned", { address: first }) : undefined;
}

export function reachableNetwork(evidence: Evidence): Finding[] {
  const places = lanAddresses(evidence);
  return places.length === 0 ? [] : [finding("network-ok", { places })];
}

function lanAddresses({ network }: Evidence): string[] {
  return lanInterfaces(network).flatMap(({ addresses }) => addresses);
}

/** What a computer gives itself where the network gave it nothing (RFC 3927, RFC 4291 §2.5.6). */
function isSelfAssigned(address: string): boolean {
  return /^169\.254\.|^fe[89ab][0-9a-f]:/iu.test(address);
}
