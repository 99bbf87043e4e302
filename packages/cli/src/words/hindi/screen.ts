import type { screen as english } from "../english/screen.ts";

export const screen: typeof english = {};
