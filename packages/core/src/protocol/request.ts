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

/**
 * Who hears a notice: all members who are present, the mentors among them, all connections of one account to
 * the room or of one session, one connection, or guests as well.
 */
export type Audience = "members" | "mentors" | "account" | "session" | "connection" | "everyone";

/** What the host tells unasked, and to whom: it may be told to several audiences. */
export interface Notice<A extends Audience, P extends z.ZodType> {
  audience: A;
  payload: P;
}

export function notice<A extends Audience, P extends z.ZodType>(row: {
  audience: A | readonly A[];
  payload: P;
}): Notice<A, P> {
  // Only the types ask for the audience: they let nobody tell a notice to another one.
  return row as Notice<A, P>;
}
