import type { Fingerprint, Output, RawInput, RequestName, RoomId } from "@classchat/core";
import type { Endpoint } from "./connection.ts";
import type { Lan } from "./lan.ts";
import type { Timing } from "./timing.ts";
import { TransferLine } from "./transfer-line.ts";

/** How a transfer reaches the host: through the session, and over a connection of its own. */
export interface TransferDoor {
  offer(offer: RawInput<"file:offer">): Promise<Output<"file:offer">>;
  fetch(file: string): Promise<Output<"file:fetch">>;
  /** Gives up handing it in. */
  cancel(file: string): Promise<unknown>;
  open(ticket: string, signal: AbortSignal): Promise<TransferLine>;
  timing: Timing;
}

type Request = <N extends RequestName>(name: N, input: RawInput<N>) => Promise<Output<N>>;

interface DoorOptions {
  room: { id: RoomId; fingerprint: Fingerprint };
  lan: Lan;
  timing: Timing;
  /** Where the room is now. */
  endpoint: () => Endpoint;
  /** Asks the host. */
  request: Request;
  /** Asks it too, and throws where the host will have us no more. */
  requestWhileAdmitted: Request;
}

export function transferDoor(options: DoorOptions): TransferDoor {
  const { room, lan, timing, endpoint, request, requestWhileAdmitted } = options;
  return {
    timing,
    offer: async (offer) => requestWhileAdmitted("file:offer", offer),
    fetch: async (file) => requestWhileAdmitted("file:fetch", { file }),
    cancel: async (file) => request("file:cancel", { file }),
    open: (ticket, signal) => {
      const where = endpoint();
      const agent = lan.agent(room.fingerprint, where.address);
      return TransferLine.open({ endpoint: where, agent, room: room.id, ticket, timing, signal });
    },
  };
}
