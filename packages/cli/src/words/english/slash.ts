/** The slash commands: their help and what is wrong with one. */
export const slash = {};
