import type * as z from "zod";

/** Who may make a request: anyone connected, people who signed in, or only the mentors among them. */
export type Access = "guest" | "member" | "mentor";

/** One row of the protocol: who may ask, what is asked with, what is answered. */
export interface Request<A extends Access, I extends z.ZodType, O extends z.ZodType> {
  access: A;
  input: I;
  output: O;
}

export function request<A extends Access, I extends z.ZodType, O extends z.ZodType>(
  row: Request<A, I, O>,
): Request<A, I, O> {
  return row;
}

/** Who hears a notice: all members who are present, the connections of one session, or guests as well. */
export type Audience = "members" | "session" | "everyone";

/** What the host tells unasked. */
export interface Notice<A extends Audience, P extends z.ZodType> {
  audience: A;
  payload: P;
}

export function notice<A extends Audience, P extends z.ZodType>(row: Notice<A, P>): Notice<A, P> {
  return row;
}
