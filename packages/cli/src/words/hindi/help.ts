import type { help as english } from "../english/help.ts";

export const help: typeof english = {};
