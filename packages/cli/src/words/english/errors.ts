/** What a refusal means and what to do, by its code. */
export const errors = {};
