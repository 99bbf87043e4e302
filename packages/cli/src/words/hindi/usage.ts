import type { usage as english } from "../english/usage.ts";

export const usage: typeof english = {};
