import type { slash as english } from "../english/slash.ts";

export const slash: typeof english = {};
