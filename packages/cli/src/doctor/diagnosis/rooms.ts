import { protocolVersion } from "@classchat/core";
import { answersOf, isAnswer, meantSubjects, placeOf } from "./calls.ts";
import type { Answer, Call, Evidence } from "./evidence.ts";
import { type Finding, finding } from "./finding.ts";
import { silenceOf } from "./multicast.ts";
import { unreachableFinding } from "./unreachable.ts";

/** What became of the rooms that are meant: each that answers, and why the others do not. */
export function roomFindings(evidence: Evidence): Finding[] {
  const subjects = meantSubjects(evidence);
  const answered = subjects.filter((calls) => calls.some(isAnswer));
  const silent = subjects.filter((calls) => !calls.some(isAnswer));
  const missed = silent.filter((calls) => isMissed(calls, evidence, answered.length > 0));
  const findings = [...answered.flatMap(answerFindings), ...explained(missed, evidence)];
  if (answered.length > 0 || missed.length > 0) return findings;
  const silence = silenceOf(evidence);
  const isSilent = !evidence.asked || silence.some(({ code }) => code === "nobody-heard");
  return isSilent ? silence : [notFound(evidence)];
}

/** A room of last week, or of this computer, is missed only where no other is there, or where it was asked for. */
function isMissed(calls: readonly Call[], { asked }: Evidence, hasOthers: boolean): boolean {
  const reasons = calls.map(({ reason }) => reason);
  if (asked || reasons.includes("announced")) return true;
  return reasons.includes("remembered") && !hasOthers;
}

/** Of rooms of last week, which are seldom all meant, one for each cause. */
function explained(missed: readonly Call[][], evidence: Evidence): Finding[] {
  const causes = new Map(
    missed.map((calls, index) => {
      const cause = unreachableFinding(calls, evidence);
      const isOld = calls.every(({ reason }) => reason === "remembered");
      return [isOld ? cause.code : index, cause];
    }),
  );
  return [...causes.values()];
}

function notFound(evidence: Evidence): Finding {
  const found = [...new Set(answersOf(evidence).map(({ outcome }) => outcome.card.name))];
  return finding("not-found", { room: evidence.asked?.text ?? "", found });
}

function answerFindings(calls: readonly Call[]): Finding[] {
  const answers = calls.filter(isAnswer);
  const call = answers.find(({ reason }) => reason === "own") ?? answers[0];
  if (!call) return [];
  const { outcome } = call;
  if (outcome.type === "answered") return answeredFindings(call, outcome);
  return [otherVersion(call)];
}

function answeredFindings(call: Call, answer: Answer): Finding[] {
  const place = { ...placeOf(call), room: answer.card.name };
  if (answer.isKeyChanged) return [finding("key-changed", place)];
  const { aheadMs = 0 } = answer;
  const isFarOff = Math.abs(aheadMs) > farOffMs;
  const { reason, port } = call;
  return [
    reason === "own" ? finding("own-room-ok", { ...place, port }) : finding("room-ok", place),
    ...(isFarOff ? [finding("clock-off", { ...place, aheadMs })] : []),
  ];
}

/** Messages show when they were said: more than this is seen. */
const farOffMs = 2 * 60_000;

function otherVersion(call: Call): Finding {
  const { outcome } = call;
  const place = placeOf(call);
  if (outcome.type !== "other-protocol" || outcome.protocol === undefined) {
    return finding("version-other", place);
  }
  const { protocol, version = "" } = outcome;
  const code = protocol < protocolVersion ? "version-older" : "version-newer";
  return finding(code, { ...place, version: version || String(protocol) });
}
