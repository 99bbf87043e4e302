import * as z from "zod";
import { EmailName, Password, UserName } from "../model.ts";
import { notice, request } from "./request.ts";

const Nothing = z.object({});

export const resetRequests = {
  /**
   * Asks for a one-time code to set a new password with. Answered at once and alike whether there is such an
   * account or not; `delivery` says how this host hands codes over.
   */
  "account:requestReset": request({
    access: "guest",
    input: z.object({ email: EmailName }),
    output: z.object({ delivery: z.enum(["mail", "mentor"]) }),
  }),

  /** Sets a new password with a code that came by mail or from a mentor. All sessions of the account end. */
  "account:reset": request({
    access: "guest",
    input: z.object({ email: EmailName, resetCode: z.string().max(40), password: Password }),
    output: z.object({ user: z.string() }),
  }),

  /** Makes a one-time code for somebody who forgot the password; an earlier one from a mentor is void. */
  "account:issueResetCode": request({
    access: "mentor",
    input: z.object({ user: UserName }),
    output: z.object({ user: z.string(), resetCode: z.string().max(40) }),
  }),

  /** Lets somebody try to sign in again at once, whose failed tries slow them down. */
  "account:unlock": request({
    access: "mentor",
    input: z.object({ user: UserName }),
    output: z.object({ user: z.string() }),
  }),
};

export const resetNotices = {
  /** The mail with the code, if there is such an account, does not go out: what is left is to ask a mentor. */
  "account:mailFailed": notice({ audience: "connection", payload: Nothing }),
};
