/** What the commands print and ask. */
export const commands = {};
