import type { Answer, Call, Evidence } from "./evidence.ts";

/** Whom somebody answered from that place. */
export type AnsweredCall = Call & { outcome: Answer };

export function answersOf({ calls }: { calls: readonly Call[] }): AnsweredCall[] {
  return calls.filter((call): call is AnsweredCall => call.outcome.type === "answered");
}

/** The calls that may be what the user asked for, those of one room together. */
export function meantSubjects({ calls }: Evidence): Call[][] {
  const meant = calls.filter(({ isMeant }) => isMeant);
  const subjects = new Set(meant.map(({ subject }) => subject));
  return [...subjects].map((subject) => meant.filter((call) => call.subject === subject));
}

/** Those that answered, as rooms of this version or as others. */
export function isAnswer({ outcome }: Call): boolean {
  return outcome.type === "answered" || outcome.type === "other-protocol";
}

export function placeOf({ name, address, port }: Call): { room: string; place: string } {
  const host = address.includes(":") ? `[${address}]` : address;
  return { room: name, place: `${host}:${port}` };
}
