/** What stands in a transcript beside what was said. */
export const transcripts = {};
