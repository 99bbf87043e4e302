import type { host as english } from "../english/host.ts";

export const host: typeof english = {};
