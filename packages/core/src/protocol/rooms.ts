import * as z from "zod";
import {
  Desk,
  DoubtLine,
  Epoch,
  FileRules,
  Member,
  Message,
  Mute,
  RoomCard,
  RoomState,
  Seq,
} from "../model.ts";
import { cleanLine } from "../text.ts";
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
      /** Up to this `seq`, 0 for none, a mentor cleared the history. */
      clearedSeq: Seq,
      /** The messages above it that a mentor deleted. */
      deleted: z.array(Seq),
      state: RoomState,
      files: FileRules,
      /** Whether this member may not write. */
      muted: Mute.nullable(),
      /** For mentors; nothing for students. */
      desk: Desk.nullable(),
      /** The newest lines between the mentors and this student, or for mentors all students. */
      doubts: z.array(DoubtLine),
    }),
  }),

  /** Says that this member is writing something. Sent now and then while it is so. */
  "room:typing": request({ access: "member", input: z.object({}), output: z.object({}) }),
};

export const roomNotices = {
  /** Who came and who left, gathered over a moment. Names of those who left. */
  "presence:changed": notice({
    audience: "members",
    payload: z.object({ joined: z.array(Member), left: z.array(z.string()) }),
  }),

  /** The names of some who are writing something now; empty when nobody is any more. */
  "typing:changed": notice({
    audience: "members",
    payload: z.object({ users: z.array(z.string().max(200).transform(cleanLine)) }),
  }),

  /** The mentor closes the room; it does not come back by itself. */
  "room:closing": notice({ audience: "everyone", payload: z.object({}) }),
};
