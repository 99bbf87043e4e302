import { useEffect, useRef } from "react";
import type { Actions } from "../state/actions.ts";
import type { RoomView } from "../state/room-view.ts";

const restMs = 1_000;

/** Tells how far the room in front was read: at once, then at most once a second, and when it is left. */
export function useRead(actions: Actions, view: RoomView | undefined): void {
  const room = view?.me && view.room;
  const user = view?.me?.user ?? "";
  const seq = view?.seen ?? 0;
  const told = useRef({ room: "", user: "", seq: 0, at: 0 });
  useEffect(() => {
    if (!room || seq === 0) return undefined;
    const tell = () => {
      const isSame = told.current.room === room && told.current.user === user;
      if (isSame && told.current.seq >= seq) return;
      told.current = { room, user, seq, at: Date.now() };
      actions.read(room, seq);
    };
    const wait = told.current.at + restMs - Date.now();
    if (wait <= 0 || told.current.room !== room) return tell();
    const timer = setTimeout(tell, wait);
    return () => clearTimeout(timer);
  }, [actions, room, user, seq]);
}
