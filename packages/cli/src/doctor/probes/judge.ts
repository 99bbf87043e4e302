import { isNamed } from "../../client/known-hosts.ts";
import type { Lan } from "../../client/lan.ts";
import type { RoomReference } from "../../client/room-reference.ts";
import { type Candidate, type KnownHost, trustOf } from "../../client/trust.ts";
import type { Call, Outcome } from "../diagnosis/evidence.ts";
import type { MadeCall } from "./calls.ts";

interface JudgeOptions {
  asked: RoomReference | undefined;
  hosts: readonly KnownHost[];
  lan: Lan;
}

/** What is known of the keys of those that answered, and whether they are what the user asked for. */
export function judge(calls: readonly MadeCall[], options: JudgeOptions): Promise<Call[]> {
  const found = calls.flatMap(candidateOf);
  return Promise.all(
    calls.map(async ({ id: _, ...call }) => ({
      ...call,
      isMeant: call.isMeant || (await isAskedFor(call, options)),
      outcome: outcomeOf(call, options.hosts, found),
    })),
  );
}

function candidateOf({ address, port, outcome }: Pick<MadeCall, "address" | "port" | "outcome">) {
  if (outcome.type !== "answered") return [];
  const { card, fingerprint } = outcome;
  return [{ id: card.id, name: card.name, fingerprint, address, port }];
}

function outcomeOf(
  call: Omit<MadeCall, "id">,
  hosts: readonly KnownHost[],
  found: readonly Candidate[],
): Outcome {
  const { outcome } = call;
  if (outcome.type !== "answered") return outcome;
  const isChanged = (candidate: Candidate) => trustOf(candidate, hosts, found) === "changed";
  return { ...outcome, isKeyChanged: candidateOf(call).some(isChanged) };
}

async function isAskedFor(
  { outcome }: Omit<MadeCall, "id">,
  { asked, lan }: JudgeOptions,
): Promise<boolean> {
  if (outcome.type !== "answered" || !asked) return false;
  if (asked.kind === "name") return isNamed(asked.text, outcome.card);
  return asked.kind === "code" && lan.codeFits(asked.words, outcome.fingerprint);
}
