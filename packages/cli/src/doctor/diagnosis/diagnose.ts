import { diskFindings, mailFindings } from "./computer.ts";
import type { Evidence } from "./evidence.ts";
import type { Finding } from "./finding.ts";
import { multicastFindings } from "./multicast.ts";
import { networkTrouble, reachableNetwork } from "./network.ts";
import { roomFindings } from "./rooms.ts";
import { vpnTrouble } from "./vpn.ts";

/**
 * What the evidence means: what is wrong with its cause, and what was found to be right. Pure, so that each cause can
 * be tried without a network. What explains the rest silences it: without a network nothing else about it is said.
 */
export function diagnose(evidence: Evidence): Finding[] {
  return [...networkFindings(evidence), ...diskFindings(evidence.disk), ...mailOf(evidence)];
}

function networkFindings(evidence: Evidence): Finding[] {
  const trouble = networkTrouble(evidence);
  if (trouble) return [trouble];
  const vpn = vpnTrouble(evidence);
  if (vpn) return [vpn];
  return [...reachableNetwork(evidence), ...multicastFindings(evidence), ...roomFindings(evidence)];
}

/** A mail server that cannot be reached is no news where nothing can. */
function mailOf(evidence: Evidence): Finding[] {
  const { mail } = evidence;
  const isFarAway = mail?.state === "trouble" && ["unreachable", "silent"].includes(mail.reason);
  return isFarAway && networkTrouble(evidence) ? [] : mailFindings(mail);
}
