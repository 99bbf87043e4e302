import * as z from "zod";
import { EmailName, Password, PasswordAttempt, Role, Token, UserName } from "../model.ts";
import { notice, request } from "./request.ts";

const Nothing = z.object({});

export const accountRequests = {
  /** Makes an account. It does not sign in: what a member may read begins with the first sign-in. */
  "account:register": request({
    access: "guest",
    input: z.object({
      user: UserName,
      email: EmailName,
      password: Password,
      mentorCode: z.string().max(40).optional(),
    }),
    output: z.object({ user: z.string(), role: Role }),
  }),

  /**
   * `login` is the user name or the e-mail name. The token goes into later handshakes; `device` proves at
   * later sign-ins that this device is known, so that strangers' failures do not slow its owner down.
   */
  "account:signIn": request({
    access: "guest",
    input: z.object({
      login: z.string().max(200),
      password: PasswordAttempt,
      device: Token.optional(),
    }),
    output: z.object({ token: Token, device: Token }),
  }),

  /** Ends the session: its token is worth nothing from then on. */
  "account:signOut": request({ access: "member", input: Nothing, output: Nothing }),

  /** Makes a one-time code with which one person registers as a mentor; an earlier one is void. */
  "account:issueMentorCode": request({
    access: "mentor",
    input: Nothing,
    output: z.object({ mentorCode: z.string().max(40) }),
  }),
};

export const accountNotices = {
  /** What was asked waits for its turn to be hashed: so many are before it. */
  "account:waiting": notice({
    audience: "connection",
    payload: z.object({ before: z.int().min(0).max(10_000) }),
  }),

  /** The session was ended, here or from elsewhere: its token is worth nothing from now on. */
  "session:ended": notice({ audience: "session", payload: Nothing }),
};
