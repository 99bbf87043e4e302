import type * as z from "zod";
import { ChatError, isErrorCode } from "./errors.ts";

/**
 * What came from outside, parsed; the one way in. Throws a `ChatError` with the field to blame: `bad-input`, or
 * the code that the schema names as the reason.
 */
export function check<Schema extends z.ZodType>(schema: Schema, raw: unknown): z.output<Schema> {
  const parsed = schema.safeParse(raw);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  const code = isErrorCode(issue?.message) ? issue.message : "bad-input";
  const field = issue?.path[0];
  throw new ChatError(code, {
    cause: parsed.error,
    ...(typeof field === "string" ? { field } : {}),
  });
}
