import type { notes as english } from "../english/notes.ts";

export const notes: typeof english = {};
