import * as z from "zod";
import { limits } from "../limits.ts";
import { Attachment, FileId, FileOffer, Message, Token } from "../model.ts";
import { request } from "./request.ts";

// A file goes over a connection of its own, see `transfers.ts`; here it is offered, asked for and listed.

export const fileRequests = {
  /**
   * Says what is to be handed in. Answered with the ticket for its transfer and how many bytes the host has
   * already; the same offer again goes on where the last transfer stopped. `done` if the host has all of it.
   */
  "file:offer": request({
    access: "member",
    input: FileOffer,
    output: z.object({
      file: FileId,
      ticket: Token,
      received: z.int().nonnegative(),
      done: Message.nullable(),
    }),
  }),

  /** Asks for a file that a readable message announces: gives the ticket for its transfer. */
  "file:fetch": request({
    access: "member",
    input: z.object({ file: FileId }),
    output: z.object({ attachment: Attachment, ticket: Token }),
  }),

  /** Gives up handing in a file; what the host has of it is removed. */
  "file:cancel": request({
    access: "member",
    input: z.object({ file: FileId }),
    output: z.object({}),
  }),

  /** The newest messages before `before`, or of all, that announce files. In order of `seq`. */
  "file:list": request({
    access: "member",
    input: z.object({
      before: z.int().positive().optional(),
      limit: z.int().min(1).max(limits.historyPage).default(limits.historyPage),
    }),
    output: z.object({ messages: z.array(Message) }),
  }),
};
