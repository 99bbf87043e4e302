/** The command line: its commands, its flags, its help, and what is wrong with a line. */
export const usage = {};
