import { accepted, ChatError, check, type RequestName, refused, requests } from "@classchat/core";
import type { Socket } from "socket.io";
import type * as z from "zod";
import type { Forgeries } from "../chat/forgeries.ts";
import { isMentorRequest } from "../chat/mentor-requests.ts";
import type { Counts, Logger } from "../chat/ports.ts";
import { requireShallow } from "./depth.ts";
import { connectionOf } from "./engine-connection.ts";
import type { Guest, Handlers } from "./handlers.ts";
import { PageLine } from "./page-line.ts";
import type { ChatSocket } from "./sockets.ts";

interface RequestParts {
  handlers: Handlers;
  guest: Guest;
  /** Told who makes a mentor's request and is none. */
  forgeries: Forgeries;
  counts: Counts;
}

/**
 * Lets one connection make the requests of the protocol: the one gate that meets raw input.
 * Whatever comes in, it answers with a `Reply`, or with nothing where no answer was asked for, and never throws.
 */
export function serveRequests(socket: ChatSocket, parts: RequestParts & { logger: Logger }): void {
  const line = new PageLine(connectionOf(socket));
  for (const name of Object.keys(requests) as RequestName[]) {
    const listener = async (raw: unknown, reply: unknown) => {
      const result = await answer(socket, { ...parts, line }, name, raw).then(
        accepted,
        (error: unknown) => refused(asChatError(error, name, parts.logger)),
      );
      parts.counts.add("requests", [name, result.ok ? "ok" : result.code]);
      if (typeof reply === "function") reply(result);
    };
    // socket.io's types cannot follow a name that is a variable; the table already did.
    (socket as unknown as Socket).on(name, listener);
  }
}

async function answer(
  socket: ChatSocket,
  { handlers, guest, forgeries, line }: RequestParts & { line: PageLine },
  name: RequestName,
  raw: unknown,
): Promise<unknown> {
  const { access, input } = requests[name];
  const caller = access === "guest" ? guest : socket.data.caller;
  if (isMentorRequest(name) && socket.data.caller?.seat.role !== "mentor") {
    forgeries.refused(nameOf(socket, guest), name);
    throw new ChatError(caller ? "not-allowed" : "not-signed-in");
  }
  if (!caller) throw new ChatError("not-signed-in");
  // The table pairs each name with its input and caller; TypeScript cannot correlate the three.
  const handle = handlers[name] as (input: unknown, caller: unknown) => Promise<unknown>;
  requireShallow(raw);
  const checked = check<z.ZodType>(input, raw);
  return line.run(name, () => handle(checked, caller));
}

/** Who that is, for the audit log. */
function nameOf({ data }: ChatSocket, { address }: Guest): string {
  return data.caller?.seat.user ?? `a guest at ${address.replace(/^::ffff:/u, "")}`;
}

/** Expected failures keep their code; anything else is logged here and told to no one. */
export function asChatError(error: unknown, what: string, logger: Logger): ChatError {
  if (error instanceof ChatError) return error;
  logger.error(`${what} failed`, error);
  return new ChatError("internal");
}
