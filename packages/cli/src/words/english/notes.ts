/** What the room tells in the timeline and in plain lines. */
export const notes = {};
