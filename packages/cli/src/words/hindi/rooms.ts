import type { rooms as english } from "../english/rooms.ts";

export const rooms: typeof english = {};
