import type { transcripts as english } from "../english/transcripts.ts";

export const transcripts: typeof english = {};
