import type { Actions } from "classchat/state/actions";
import type { Event, ListedRoom } from "classchat/state/events";
import { Model } from "classchat/state/model";
import { activeRoom } from "classchat/state/state";
import { press } from "classchat/ui/keyboard";
import type { Keystroke } from "classchat/ui/keystroke";

/** A desk after those events, and what is asked of the rest of the program at it. */
export function deskAfter(...events: Event[]) {
  const asked: unknown[][] = [];
  let typing = 0;
  const actions = new Proxy({} as Actions, {
    get:
      (_, name) =>
      (...given: unknown[]) =>
        name === "typing" ? typing++ : asked.push([name, ...given]),
  });
  const model = new Model();
  for (const event of events) model.dispatch(event);
  const desk = { model, actions, window: { columns: 80, rows: 20 } };
  const type = (...strokes: (string | Keystroke)[]) => {
    for (const stroke of strokes) {
      press(desk, typeof stroke === "string" ? { text: stroke } : stroke);
    }
  };
  const room = () => activeRoom(model.get());
  return { desk, model, asked, type, room, typing: () => typing };
}

export function chord(name: string): Keystroke {
  return { chord: name };
}

export const enter = chord("enter");

/** A room in the list of those on the network. */
export function listed(id: string, trust: ListedRoom["trust"]): ListedRoom {
  return {
    ...{ id, name: id, title: "", host: "", address: "10.0.0.1", port: 4_242, fingerprint: id },
    ...{ mentor: null, online: 0, trust, joined: false },
  };
}
