import { answersOf } from "./calls.ts";
import type { Evidence, Route } from "./evidence.ts";
import { type Finding, finding } from "./finding.ts";
import { isWithin } from "./subnet.ts";

/** A VPN that takes what is meant for the room, or for the network that this computer is in. */
export function vpnTrouble(evidence: Evidence): Finding | undefined {
  if (answersOf(evidence).some(({ isMeant, reason }) => isMeant && reason !== "own")) {
    return undefined;
  }
  const name = evidence.routes.map((route) => tunnelOf(route, evidence)).find(Boolean);
  return name === undefined ? undefined : finding("vpn", { name });
}

/** The tunnel by which packets leave that should not: to nobody inside of it. */
function tunnelOf({ to, from }: Route, { network }: Evidence): string | undefined {
  const tunnels = network.interfaces.filter(({ kind }) => kind === "tunnel");
  const taking = tunnels.find(({ addresses }) => from !== undefined && addresses.includes(from));
  const isItsOwn = taking?.networks.some((net) => !net.endsWith("/32") && isWithin(to, net));
  return isItsOwn ? undefined : taking?.name;
}
