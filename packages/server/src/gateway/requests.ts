import { accepted, ChatError, check, type RequestName, refused, requests } from "@classchat/core";
import type { Socket } from "socket.io";
import type * as z from "zod";
import type { Logger } from "../chat/ports.ts";
import type { Guest, Handlers, SeatedCaller } from "./handlers.ts";
import type { ChatSocket } from "./sockets.ts";

/**
 * Lets one connection make the requests of the protocol: the one gate that meets raw input.
 * Whatever comes in, it answers with a `Reply`, or with nothing where no answer was asked for, and never throws.
 */
export function serveRequests(
  socket: ChatSocket,
  parts: { handlers: Handlers; guest: Guest; logger: Logger },
): void {
  for (const name of Object.keys(requests) as RequestName[]) {
    const listener = async (raw: unknown, reply: unknown) => {
      const result = await answer(socket, parts, name, raw).then(accepted, (error: unknown) =>
        refused(asChatError(error, name, parts.logger)),
      );
      if (typeof reply === "function") reply(result);
    };
    // socket.io's types cannot follow a name that is a variable; the table already did.
    (socket as unknown as Socket).on(name, listener);
  }
}

async function answer(
  socket: ChatSocket,
  { handlers, guest }: { handlers: Handlers; guest: Guest },
  name: RequestName,
  raw: unknown,
): Promise<unknown> {
  const { access, input } = requests[name];
  const caller = access === "guest" ? guest : seated(socket);
  if (access === "mentor") requireMentor(caller as SeatedCaller);
  // The table pairs each name with its input and caller; TypeScript cannot correlate the three.
  const handle = handlers[name] as (input: unknown, caller: unknown) => Promise<unknown>;
  return handle(check<z.ZodType>(input, raw), caller);
}

function seated(socket: ChatSocket): SeatedCaller {
  if (!socket.data.caller) throw new ChatError("not-signed-in");
  return socket.data.caller;
}

function requireMentor({ seat }: SeatedCaller): void {
  if (seat.role !== "mentor") throw new ChatError("not-allowed");
}

/** Expected failures keep their code; anything else is logged here and told to no one. */
export function asChatError(error: unknown, what: string, logger: Logger): ChatError {
  if (error instanceof ChatError) return error;
  logger.error(`${what} failed`, error);
  return new ChatError("internal");
}
