import { ChatError, type ErrorCode, type ErrorDetails, isErrorCode } from "./errors.ts";

/**
 * What a request is answered with: a value, or the reason there is none.
 * A reason is a code and never words: each side has the words itself, so a host cannot put its own on a screen.
 */
export type Reply<Value> =
  | { ok: true; value: Value }
  | ({ ok: false; code: ErrorCode } & ErrorDetails);

export function accepted<Value>(value: Value): Reply<Value> {
  return { ok: true, value };
}

export function refused({ code, field, retryAfterMs }: ChatError): Reply<never> {
  return {
    ok: false,
    code,
    ...(field === undefined ? {} : { field }),
    ...(retryAfterMs === undefined ? {} : { retryAfterMs }),
  };
}

/** The value of a reply, still unchecked; throws the `ChatError` it carries otherwise. */
export function unwrap(reply: unknown): unknown {
  if (typeof reply !== "object" || reply === null) throw new ChatError("internal");
  if ("ok" in reply && reply.ok === true && "value" in reply) return reply.value;

  const { code, field, retryAfterMs } = reply as Record<string, unknown>;
  throw new ChatError(isErrorCode(code) ? code : "internal", {
    ...(typeof field === "string" ? { field } : {}),
    ...(typeof retryAfterMs === "number" ? { retryAfterMs } : {}),
  });
}
