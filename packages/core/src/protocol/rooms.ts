import * as z from "zod";
import { Epoch, Member, Message, RoomCard, Seq } from "../model.ts";
import { notice, request } from "./request.ts";

export const roomRequests = {
  /**
   * What a client needs to show the room. Without `after`, the newest messages; with it, the oldest ones
   * after that `seq`: how a client that was away catches up.
   */
  "room:enter": request({
    access: "member",
    input: z.object({ after: Seq.optional() }),
    output: z.object({
      me: Member,
      card: RoomCard,
      epoch: Epoch,
      /** The last `seq` of the room. */
      head: Seq,
      /** Only messages with a `seq` above this one may be read by this member. */
      readableAbove: Seq,
      /** The last `seq` that this account has read, on whatever device. */
      lastRead: Seq,
      messages: z.array(Message),
      present: z.array(Member),
    }),
  }),
};

export const roomNotices = {
  /** Who came and who left, gathered over a moment. Names of those who left. */
  "presence:changed": notice({
    audience: "members",
    payload: z.object({ joined: z.array(Member), left: z.array(z.string()) }),
  }),

  /** The mentor closes the room; it does not come back by itself. */
  "room:closing": notice({ audience: "everyone", payload: z.object({}) }),
};
