/** The chat on the screen: rows, tabs, status, panels, questions. */
export const screen = {};
