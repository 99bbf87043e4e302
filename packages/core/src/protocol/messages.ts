import * as z from "zod";
import { limits } from "../limits.ts";
import { Draft, Epoch, Message, Seq } from "../model.ts";
import { cleanLine } from "../text.ts";
import { notice, request } from "./request.ts";

const Limit = z.int().min(1).max(limits.historyPage).default(limits.historyPage);

export const messageRequests = {
  /** Answered when the message is on the host's disk. The same `id` again gives the same message again. */
  "message:send": request({ access: "member", input: Draft, output: Message }),

  /** The oldest messages after `after`: how a gap is filled. In order of `seq`. */
  "message:after": request({
    access: "member",
    input: z.object({ after: Seq, limit: Limit }),
    output: z.object({ epoch: Epoch, head: Seq, messages: z.array(Message) }),
  }),

  /** The newest messages before `before`, or the newest of all: a page back. In order of `seq`. */
  "message:before": request({
    access: "member",
    input: z.object({ before: z.int().positive().optional(), limit: Limit }),
    output: z.object({ epoch: Epoch, head: Seq, messages: z.array(Message) }),
  }),

  /** Takes one message out of the history, for good. */
  "message:delete": request({
    access: "mentor",
    input: z.object({ seq: z.int().positive() }),
    output: z.object({}),
  }),

  /** Remembers how far this account has read; only ever forward. */
  "message:markRead": request({
    access: "member",
    input: z.object({ seq: Seq }),
    output: z.object({ lastRead: Seq }),
  }),
};

export const messageNotices = {
  /** Messages that were just kept, in order of `seq`. */
  "message:new": notice({
    audience: "members",
    payload: z.object({ messages: z.array(Message) }),
  }),

  /** A mentor took this one out of the history. */
  "message:deleted": notice({
    audience: "members",
    payload: z.object({ seq: Seq, by: z.string().max(200).transform(cleanLine) }),
  }),
};
