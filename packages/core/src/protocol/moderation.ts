import * as z from "zod";
import {
  Desk,
  DoubtLine,
  DurationMs,
  Member,
  MessageText,
  Moment,
  Mute,
  RoomState,
  Seq,
  UserName,
} from "../model.ts";
import { cleanLine } from "../text.ts";
import { notice, request } from "./request.ts";

const Nothing = z.object({});
const Name = z.string().max(200).transform(cleanLine);

/** Something done to somebody; answered with the user name as it is written. */
const aboutUser = request({
  access: "mentor",
  input: z.object({ user: UserName }),
  output: z.object({ user: Name }),
});

export const moderationRequests = {
  /** Keeps somebody from writing in this room: for a time, or until it is taken back. */
  "member:mute": request({
    access: "mentor",
    input: z.object({ user: UserName, forMs: DurationMs.optional() }),
    output: z.object({ user: Name }),
  }),
  "member:unmute": aboutUser,

  /** Hangs up on somebody, who may join again. */
  "member:kick": aboutUser,

  /** Hangs up on somebody and lets them into this room no more, until it is taken back. */
  "member:ban": aboutUser,
  "member:unban": aboutUser,

  /** Changes somebody's role, in all rooms of the host. */
  "member:promote": aboutUser,
  "member:demote": aboutUser,

  /** Lets only mentors write: for a time, or until it is taken back. */
  "room:setQuiet": request({
    access: "mentor",
    input: z.object({ quiet: z.boolean(), forMs: DurationMs.optional() }),
    output: Nothing,
  }),

  /** Pins a text above the messages in place of the one before; `null` takes it down. */
  "room:announce": request({
    access: "mentor",
    input: z.object({ text: MessageText.nullable() }),
    output: Nothing,
  }),

  /** What `room:clear` would take away: all messages, those older than that, or all but the newest so many. */
  "room:measureClear": request({
    access: "mentor",
    input: z.object({
      olderThanMs: z.int().nonnegative().optional(),
      keep: z.int().nonnegative().optional(),
    }),
    output: z.object({ upTo: Seq, count: z.int().nonnegative() }),
  }),

  /** Takes all messages up to this `seq` away for good; `count` is how many there still were. */
  "room:clear": request({
    access: "mentor",
    input: z.object({ upTo: Seq }),
    output: z.object({ upTo: Seq, count: z.int().nonnegative() }),
  }),

  /** A line to the mentors alone, also from someone who is muted or while the room is quiet. */
  "doubt:ask": request({
    access: "member",
    input: z.object({ id: z.uuid(), text: MessageText }),
    output: DoubtLine,
  }),

  /** A mentor's answer to it, for that student and the mentors. */
  "doubt:answer": request({
    access: "mentor",
    input: z.object({ id: z.uuid(), user: UserName, text: MessageText }),
    output: DoubtLine,
  }),
};

export const moderationNotices = {
  "room:stateChanged": notice({ audience: "members", payload: RoomState }),

  /** A mentor took all messages up to this `seq` away, and the lines between students and mentors up to that moment. */
  "room:cleared": notice({
    audience: "members",
    payload: z.object({ upTo: Seq, count: z.int().nonnegative(), by: Name, upToAt: Moment }),
  }),

  /** Whether this account may write. */
  "member:muted": notice({ audience: "account", payload: z.object({ muted: Mute.nullable() }) }),

  /** This account is put out of the room; the host hangs up. */
  "member:removed": notice({
    audience: "account",
    payload: z.object({ reason: z.enum(["kicked", "banned"]) }),
  }),

  "member:roleChanged": notice({ audience: "members", payload: z.object({ member: Member }) }),

  "desk:changed": notice({ audience: "mentors", payload: Desk }),

  "doubt:said": notice({
    audience: ["mentors", "account"],
    payload: z.object({ line: DoubtLine }),
  }),

  /** This connection nearly sends too fast. */
  "flood:warned": notice({ audience: "connection", payload: Nothing }),
};
