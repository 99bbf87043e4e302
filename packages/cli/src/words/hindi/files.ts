import type { files as english } from "../english/files.ts";

export const files: typeof english = {};
