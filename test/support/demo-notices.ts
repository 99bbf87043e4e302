// What rings and warns in the demo, by the line that is typed to make it happen.

import type { Event } from "classchat/state/events";

interface Stage {
  room: string;
  dispatch: (event: Event) => void;
  say: (from: string, text: string) => void;
}

/** The lines that make something happen. */
export function notices({ room, dispatch, say }: Stage): Record<string, () => void> {
  return {
    "warn with signs": () => {
      const at = Date.now();
      const text = "x\u001b]0;PWNED\u0007\u001b[31m gone";
      dispatch({ type: "warned", room, about: "mail", text, at });
    },
    "let ben say it": () => say("ben", "all of you, look"),
    "let ben call me": () => say("ben", "look, @Anu!"),
    "let ben call with signs": () => say("ben", "@anu \u001b]0;PWNED\u0007;x\u0007y"),
    "ring for all": () => dispatch({ type: "bellSet", room, bell: "all" }),
    "ring for nothing": () => dispatch({ type: "bellSet", room, bell: "off" }),
  };
}
