import {
  type AccessOf,
  ChatError,
  type Input,
  type Output,
  type RequestName,
} from "@classchat/core";
import type { Accounts, SignedIn } from "../chat/accounts.ts";
import type { Account, Caller } from "../chat/ports.ts";
import type { Room, Seat } from "../chat/room.ts";

/** Someone connected, as far as a handler may know: where from, and how to give them a seat. */
export interface Guest extends Caller {
  address: string;
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
  room: Room;
  /** Called when somebody registered as a mentor. */
  onMentor(mentor: Account): Promise<void>;
}

export function createHandlers(parts: HandlerParts): Handlers {
  return {
    ...accountHandlers(parts),
    ...resetHandlers(parts),
    ...roomHandlers(parts),
    ...messageHandlers(parts),
    ...moderationHandlers(parts),
  };
}

type AccountRequest =
  | "account:register"
  | "account:signIn"
  | "account:signOut"
  | "account:issueMentorCode";

function accountHandlers({ accounts, onMentor }: HandlerParts): Pick<Handlers, AccountRequest> {
  return {
    "account:register": async (input, { address }) => {
      const account = await accounts.register(input, address);
      if (account.role === "mentor") await onMentor(account);
      return { user: account.user, role: account.role };
    },
    "account:signIn": async (input, guest) => {
      const signedIn = await accounts.signIn(input, guest.address);
      await guest.seat(signedIn);
      return { token: signedIn.token, device: signedIn.device };
    },
    "account:signOut": async (_, { session }) => {
      await accounts.signOut(session);
      return {};
    },
    "account:issueMentorCode": async () => ({ mentorCode: await accounts.issueMentorCode() }),
  };
}

type ResetRequest =
  | "account:requestReset"
  | "account:reset"
  | "account:issueResetCode"
  | "account:unlock";

function resetHandlers(_: HandlerParts): Pick<Handlers, ResetRequest> {
  return {
    "account:requestReset": later,
    "account:reset": later,
    "account:issueResetCode": later,
    "account:unlock": later,
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

type ModerationRequest = Exclude<
  RequestName,
  AccountRequest | ResetRequest | RoomRequest | MessageRequest
>;

function moderationHandlers(_: HandlerParts): Pick<Handlers, ModerationRequest> {
  return {
    "member:mute": later,
    "member:unmute": later,
    "member:kick": later,
    "member:ban": later,
    "member:unban": later,
    "member:promote": later,
    "member:demote": later,
    "room:setQuiet": later,
    "room:announce": later,
    "doubt:ask": later,
    "doubt:answer": later,
  };
}

async function later(): Promise<never> {
  throw new ChatError("internal");
}
