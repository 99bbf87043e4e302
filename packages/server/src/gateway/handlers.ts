import type { AccessOf, Input, Output, RequestName } from "@classchat/core";
import type { Accounts, SignedIn } from "../chat/accounts.ts";
import type { Applicant } from "../chat/applicant.ts";
import type { Account, Audit, Caller } from "../chat/ports.ts";
import type { Actor, Resets } from "../chat/resets.ts";
import type { Roles } from "../chat/roles.ts";
import type { Room } from "../chat/room.ts";
import type { Seat } from "../chat/seat.ts";
import { moderationHandlers } from "./moderation-handlers.ts";

/** Someone connected, as far as a handler may know: where from, how to tell them something, how to seat them. */
export interface Guest extends Caller, Applicant {
  seat(signedIn: SignedIn): Promise<void>;
}

/** Someone signed in: their seat in the room and the session it came from. */
export interface SeatedCaller extends Caller {
  seat: Seat;
  session: string;
}

type CallerOf<N extends RequestName> = AccessOf<N> extends "guest" ? Guest : SeatedCaller;

/** One handler per request of the protocol; the compiler insists that none is missing. */
export type Handlers = {
  [N in RequestName]: (input: Input<N>, caller: CallerOf<N>) => Promise<Output<N>>;
};

export interface HandlerParts {
  accounts: Accounts;
  resets: Resets;
  room: Room;
  roles: Roles;
  audit: Audit;
  /** Called when somebody registered as a mentor. */
  onMentor(mentor: Account): Promise<void>;
}

export function createHandlers(parts: HandlerParts): Handlers {
  return {
    ...accountHandlers(parts),
    ...resetHandlers(parts),
    ...roomHandlers(parts),
    ...messageHandlers(parts),
    ...fileHandlers(parts),
    ...moderationHandlers(parts),
  };
}

type AccountRequest =
  | "account:register"
  | "account:signIn"
  | "account:signOut"
  | "account:issueMentorCode";

function accountHandlers({
  accounts,
  room,
  audit,
  onMentor,
}: HandlerParts): Pick<Handlers, AccountRequest> {
  return {
    "account:register": async (input, guest) => {
      const account = await accounts.register(input, guest);
      if (account.role === "mentor") {
        const did = "registered as a mentor, with a mentor code";
        audit.record({ room: room.record.name, by: account.user, did });
        await onMentor(account);
      }
      return { user: account.user, role: account.role };
    },
    "account:signIn": async (input, guest) => {
      const signedIn = await accounts.signIn(input, guest);
      await guest.seat(signedIn).catch(async (error: unknown) => {
        // Nobody will ever have its token.
        await accounts.signOut(signedIn.session);
        throw error;
      });
      return { token: signedIn.token, device: signedIn.device };
    },
    "account:signOut": async (_, { session }) => {
      await accounts.signOut(session);
      return {};
    },
    "account:issueMentorCode": async (_, { seat }) => {
      const mentorCode = await accounts.issueMentorCode();
      audit.record({ room: room.record.name, by: seat.user, did: "made a mentor code" });
      return { mentorCode };
    },
  };
}

type ResetRequest =
  | "account:requestReset"
  | "account:reset"
  | "account:issueResetCode"
  | "account:unlock";

function resetHandlers({ resets, room }: HandlerParts): Pick<Handlers, ResetRequest> {
  const { name } = room.record;
  const actor = ({ seat }: SeatedCaller): Actor => ({ user: seat.user, room: name });
  return {
    "account:requestReset": async (input, { address, tell }) =>
      resets.request(input, {
        address,
        room: name,
        onFailed: () => tell("account:mailFailed", {}),
      }),
    "account:reset": (input, guest) => resets.reset(input, { who: guest, room: name }),
    "account:issueResetCode": ({ user }, caller) => resets.issueCode(user, actor(caller)),
    "account:unlock": ({ user }, caller) => resets.unlock(user, actor(caller)),
  };
}

type RoomRequest = "room:enter" | "room:typing";

function roomHandlers({ room }: HandlerParts): Pick<Handlers, RoomRequest> {
  return {
    "room:enter": (input, { seat }) => room.enter(seat, input),
    "room:typing": async (_, { seat }) => {
      room.noteTyping(seat);
      return {};
    },
  };
}

type MessageRequest =
  | "message:send"
  | "message:after"
  | "message:before"
  | "message:markRead"
  | "message:delete"
  | "room:measureClear"
  | "room:clear";

function messageHandlers({ room }: HandlerParts): Pick<Handlers, MessageRequest> {
  const { conversation, clearing } = room;
  return {
    "message:send": (draft, caller) => room.say(caller, draft),
    "message:after": (range, { seat }) => conversation.after(seat, range),
    "message:before": ({ before, limit }, { seat }) => conversation.before(seat, { before, limit }),
    "message:markRead": async ({ seq }, { seat }) => ({ lastRead: await room.markRead(seat, seq) }),
    "message:delete": async ({ seq }, { seat }) => {
      await clearing.remove(seat, seq);
      return {};
    },
    "room:measureClear": (scope) => clearing.measure(scope),
    "room:clear": ({ upTo }, { seat }) => clearing.clear(seat, upTo),
  };
}

type FileRequest = "file:offer" | "file:fetch" | "file:cancel" | "file:list";

function fileHandlers({ room }: HandlerParts): Pick<Handlers, FileRequest> {
  const { files } = room;
  return {
    "file:offer": (offer, caller) => room.offer(caller, offer),
    "file:fetch": ({ file }, caller) => files.fetch(caller, file),
    "file:cancel": async ({ file }, { seat }) => {
      await files.cancel(seat, file);
      return {};
    },
    "file:list": async ({ before, limit }, { seat }) => ({
      messages: await files.list(seat, { before, limit }),
    }),
  };
}
