import { type AnsweredCall, answersOf, isAnswer, placeOf } from "./calls.ts";
import type { Evidence } from "./evidence.ts";
import { type Finding, finding } from "./finding.ts";

/** Whether rooms can announce themselves here. That nobody says anything is told by `roomFindings`. */
export function multicastFindings(evidence: Evidence): Finding[] {
  const { failure, isOwnHeard, others, announced } = evidence.multicast;
  if (!isOwnHeard) return [finding("multicast-silent", { failure })];
  const unannounced = answersOf(evidence).find((call) => isMissing(call, evidence));
  if (unannounced) return [unannouncedFinding(unannounced, evidence)];
  return others.length > 0 || announced.length > 0 ? [finding("multicast-ok", {})] : [];
}

/** Where others than the router come through, the network is not what keeps the announcement from us. */
function unannouncedFinding(call: AnsweredCall, { multicast, neighbours }: Evidence): Finding {
  const others = multicast.others.filter((other) => !neighbours.gateways.includes(other));
  const code = others.length > 0 ? "announcement-missing" : "multicast-blocked";
  return finding(code, placeOf(call));
}

/** A host may well restrict itself to another interface than the one by which its own computer reaches it. */
function isMissing({ outcome, isMeant, reason }: AnsweredCall, { multicast }: Evidence): boolean {
  return isMeant && reason !== "own" && !multicast.announced.includes(outcome.card.id);
}

/** Where nobody answers and nothing else is known: why that may be. */
export function silenceOf(evidence: Evidence): Finding[] {
  if (evidence.calls.some(isAnswer)) return [];
  const { isOwnHeard, others } = evidence.multicast;
  if (!isOwnHeard) return [];
  return [others.length > 0 ? finding("no-room", {}) : finding("nobody-heard", {})];
}
