import type { forms as english } from "../english/forms.ts";

export const forms: typeof english = {};
