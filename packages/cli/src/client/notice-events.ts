import { cleanLine } from "@classchat/core";
import type { ArrivedNotice } from "./connection.ts";
import type { SessionEvent } from "./session-events.ts";

/** Notices that are told as they are; the others concern the session itself. */
export function eventOf({ name, payload }: ArrivedNotice): SessionEvent | undefined {
  switch (name) {
    case "presence:changed":
      return { type: "presence", joined: payload.joined, left: payload.left.map(cleanLine) };
    case "room:closing":
      return { type: "closing" };
    case "room:cleared":
      return { type: "cleared", ...payload };
    case "message:deleted":
      return { type: "deleted", ...payload };
    case "room:stateChanged":
      return { type: "state", state: payload };
    case "member:muted":
      return { type: "muted", muted: payload.muted };
    case "member:roleChanged":
      return { type: "role", member: payload.member };
    case "desk:changed":
      return { type: "desk", desk: payload };
    case "typing:changed":
      return { type: "typing", users: payload.users };
    case "flood:warned":
      return { type: "floodWarned" };
    case "account:waiting":
      return { type: "waiting", before: payload.before };
    case "account:mailFailed":
      return { type: "mailFailed" };
    default:
      return undefined;
  }
}
