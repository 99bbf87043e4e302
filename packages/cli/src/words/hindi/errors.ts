import type { errors as english } from "../english/errors.ts";

export const errors: typeof english = {};
