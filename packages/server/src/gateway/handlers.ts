import type { AccessOf, Input, Output, RequestName } from "@classchat/core";
import type { Accounts, SignedIn } from "../chat/accounts.ts";
import type { Account } from "../chat/ports.ts";
import type { Room, Seat } from "../chat/room.ts";

/** Someone connected, as far as a handler may know: where from, and how to give them a seat. */
export interface Guest {
  address: string;
  seat(signedIn: SignedIn): Promise<void>;
}

/** Someone signed in: their seat in the room and the session it came from. */
export interface SeatedCaller {
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

export function createHandlers({ accounts, room, onMentor }: HandlerParts): Handlers {
  const { conversation } = room;

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

    "room:enter": (input, { seat }) => room.enter(seat, input),

    "message:send": (draft, { seat }) => conversation.send(seat, draft),
    "message:after": (range, { seat }) => conversation.after(seat, range),
    "message:before": ({ before, limit }, { seat }) => conversation.before(seat, { before, limit }),
    "message:markRead": async ({ seq }, { seat }) => ({ lastRead: await room.markRead(seat, seq) }),
  };
}
