/** Files: handing in, fetching, their progress and what went wrong. */
export const files = {};
