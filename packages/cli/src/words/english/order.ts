/** What became of a command in a room: mutes, clears, codes, exports. */
export const order = {};
