import type { ListedRoom } from "../client/rooms.ts";
import type { RoomSession } from "../client/session.ts";
import type { Entered, SessionEvent } from "../client/session-events.ts";
import type { CommandOptions } from "../input/command-line.ts";
import { chooseAndPin } from "./choose-room.ts";
import { openClient } from "./client.ts";
import { Input } from "./input.ts";
import { takeMembersSeat } from "./seat.ts";

/** What a command has that does one thing as a member of one room. */
export interface Membership {
  room: ListedRoom;
  session: RoomSession;
  entered: Entered;
  input: Input;
}

/** Enters the room named by the first word, does the work there, and leaves. */
export async function asMember(
  { words, flags }: CommandOptions,
  work: (membership: Membership) => Promise<void>,
  onEvent: (event: SessionEvent, room: string) => void = () => {},
): Promise<number> {
  const client = openClient(flags);
  const input = new Input();
  try {
    const room = await chooseAndPin(words[0] ?? "", flags.code, client);
    const seat = { room, client, flags, input };
    const { session, entered } = await takeMembersSeat({
      ...seat,
      onEvent: (event) => onEvent(event, room.name),
    });
    try {
      await work({ room, session, entered, input });
    } finally {
      await session.close();
    }
  } finally {
    input.close();
  }
  return 0;
}
