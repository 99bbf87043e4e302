import type { order as english } from "../english/order.ts";

export const order: typeof english = {};
