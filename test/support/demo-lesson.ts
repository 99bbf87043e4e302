// What happens in the demo under a mentor's hand, by the line that is typed to make it happen.

import { randomUUID } from "node:crypto";
import type { RoomEvent } from "classchat/state/events";

const mentor = "frau_weber";
const untouched = { quiet: null, announcement: null };
const announcement = {
  by: mentor,
  at: 0,
  text: "The test is on Friday, in room 204. Bring a calculator.",
};

interface Stage {
  room: string;
  /** The last number of the room. */
  head: () => number;
  dispatch: (event: RoomEvent) => void;
  /** Does that once what was to be sent is held back. */
  onceHeld: (react: () => void) => void;
}

/** The lines that make something happen. */
export function lesson({ room, head, dispatch, onceHeld }: Stage): Record<string, () => void> {
  const doubt = (student: string, from: string, text: string) => {
    const role = from === mentor ? ("mentor" as const) : ("student" as const);
    const line = { id: randomUUID(), student, from, role, at: 4e12, text };
    dispatch({ type: "doubt", room, line });
  };
  const quiet = (endsInMs: number) => {
    dispatch({ type: "state", room, state: { announcement, quiet: { by: mentor, endsInMs } } });
  };
  return {
    "quiet until I write, and two seconds more": () => {
      quiet(300_000);
      onceHeld(() => quiet(2_000));
    },
    "quiet for five minutes": () => quiet(300_000),
    "nothing more": () => dispatch({ type: "state", room, state: untouched }),
    "pin it": () => dispatch({ type: "state", room, state: { quiet: null, announcement } }),
    "pin a lot": () => {
      const text = "Read this, all of you, and to the end. ".repeat(20);
      dispatch({
        type: "state",
        room,
        state: { quiet: null, announcement: { ...announcement, text } },
      });
    },
    "mute me": () => dispatch({ type: "muted", room, muted: { by: mentor, endsInMs: 600_000 } }),
    "clear it": () => {
      const question = `Clear ${head()} messages, up to number ${head()}? Everyone loses them.`;
      dispatch({ type: "asked", room, question });
    },
    "make me a mentor": () => {
      dispatch({ type: "role", room, member: { user: "anu", role: "mentor" } });
      dispatch({ type: "desk", room, desk: desk() });
    },
    "let ben ask": () => {
      doubt("ben", "ben", "Is p a vector\nin number 5 too?");
      doubt("ben", mentor, "Yes, always.");
    },
    "let them type": () => dispatch({ type: "typing", room, users: ["ben", "дмитрий", "小林"] }),
    "kick me": () =>
      dispatch({ type: "connection", room, connection: { state: "refused", code: "kicked" } }),
    "delete the second": () => dispatch({ type: "deleted", room, seq: 2, by: mentor }),
  };
}

function desk() {
  return {
    muted: [{ user: "ben", endsInMs: 300_000 }],
    banned: ["mallory"],
    resetRequests: [{ user: "дмитрий", at: 0 }],
    disk: "enough" as const,
  };
}
