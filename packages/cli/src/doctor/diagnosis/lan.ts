import type { Interface, Network } from "./evidence.ts";
import { isWithin } from "./subnet.ts";

/** The interfaces that lead to the classroom; bridges of this computer may, where there is no better one. */
export function lanInterfaces({ interfaces }: Network): readonly Interface[] {
  const lan = interfaces.filter(({ kind }) => kind === "lan");
  return lan.length > 0 ? lan : interfaces.filter(({ kind }) => kind === "bridge");
}

/** The IPv4 networks that this computer is in: `10.77.0.11/24`. */
export function lanNetworks(network: Network): string[] {
  return lanInterfaces(network).flatMap(({ networks }) => networks);
}

export function isInLan(address: string, network: Network): boolean {
  return lanNetworks(network).some((own) => isWithin(address, own));
}

export function isOwnAddress(address: string, { interfaces }: Network): boolean {
  return interfaces.some(({ addresses }) => addresses.includes(address));
}
