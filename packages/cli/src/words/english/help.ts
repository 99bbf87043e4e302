/** The page of keys and commands. */
export const help = {};
