import { type AccessOf, type RequestName, requests } from "@classchat/core";

/** The requests that are for mentors. */
export type MentorRequest = {
  [N in RequestName]: AccessOf<N> extends "mentor" ? N : never;
}[RequestName];

export function isMentorRequest(name: RequestName): name is MentorRequest {
  return requests[name].access === "mentor";
}

/** What whoever makes the request tries to do, for those who read the audit log. */
export const attempts: Record<MentorRequest, string> = {
  "account:issueMentorCode": "make a mentor code",
  "account:issueResetCode": "give a reset code",
  "account:unlock": "unlock an account",
  "message:delete": "delete a message",
  "room:measureClear": "count what a clear would take away",
  "room:clear": "clear the history",
  "member:mute": "mute someone",
  "member:unmute": "unmute someone",
  "member:kick": "kick someone",
  "member:ban": "ban someone",
  "member:unban": "unban someone",
  "member:promote": "make someone a mentor",
  "member:demote": "make someone a student",
  "room:setQuiet": "make the room quiet or end that",
  "room:announce": "pin an announcement",
  "doubt:answer": "answer a doubt",
};
