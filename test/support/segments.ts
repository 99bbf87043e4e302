/** Segments that a few messages fill, and that a restart never goes on with. */
export const tinySegments = { messages: 3, bytes: 1_000_000, reloadBytes: 0 };
