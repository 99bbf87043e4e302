import { connect } from "node:net";
import { ChatError, protocolVersion } from "@classchat/core";
import { type AskedRoom, RoomLine } from "@classchat/core/lan";
import type { Outcome } from "../diagnosis/evidence.ts";

export interface CallTarget {
  address: string;
  port: number;
}

/** As an answer is before anybody looked at its key. */
export type CallOutcome =
  | Exclude<Outcome, { type: "answered" }>
  | ({ type: "answered"; aheadMs: number | undefined } & Pick<AskedRoom, "card" | "fingerprint">);

/** Linux gives up on a neighbour that does not answer after three seconds, and then says so. */
const connectMs = 3_400;
const answerMs = 2_000;

/** Calls the address, and tells as exactly as the system does what came of it. */
export async function call(target: CallTarget): Promise<CallOutcome> {
  const failure = await connectTo(target);
  return failure === undefined ? askForCard(target) : outcomeOf(failure);
}

/** The code with which connecting failed; nothing where it did not. */
function connectTo({ address, port }: CallTarget): Promise<string | undefined> {
  return new Promise((resolve) => {
    const socket = connect({ host: address, port });
    const done = (code: string | undefined) => {
      socket.destroy();
      resolve(code);
    };
    socket.setTimeout(connectMs, () => done("ETIMEDOUT"));
    socket.once("connect", () => done(undefined));
    socket.on("error", (error: NodeJS.ErrnoException) => done(error.code ?? ""));
  });
}

async function askForCard(target: CallTarget): Promise<CallOutcome> {
  const line = new RoomLine(target);
  try {
    return asOutcome(await line.ask({ timeoutMs: answerMs }));
  } catch (error) {
    return failedAnswer(error);
  } finally {
    line.close();
  }
}

function asOutcome({ card, fingerprint, hostTime }: AskedRoom): CallOutcome {
  const { protocol, version } = card;
  if (protocol !== protocolVersion) return { type: "other-protocol", protocol, version };
  const aheadMs = hostTime === undefined ? undefined : hostTime - Date.now();
  return { type: "answered", card, fingerprint, aheadMs };
}

/** It took the connection, so a firewall is not what keeps it from answering. */
function failedAnswer(error: unknown): CallOutcome {
  const code = error instanceof ChatError ? error.code : undefined;
  if (code === "other-protocol") {
    return { type: "other-protocol", protocol: undefined, version: undefined };
  }
  const isLate = code === "unreachable" && codeOf((error as Error).cause) === "ETIMEDOUT";
  return { type: isLate ? "silent" : "not-a-room" };
}

const codes: Record<string, CallOutcome["type"] & ("refused" | "no-way" | "forbidden")> = {
  ECONNREFUSED: "refused",
  EHOSTUNREACH: "no-way",
  EHOSTDOWN: "no-way",
  ENETUNREACH: "no-way",
  ENETDOWN: "no-way",
  EADDRNOTAVAIL: "no-way",
  EPERM: "forbidden",
  EACCES: "forbidden",
};

function outcomeOf(code: string): CallOutcome {
  return { type: codes[code] ?? "timed-out" };
}

function codeOf(error: unknown): unknown {
  return error instanceof Error && "code" in error ? error.code : undefined;
}
