import { createContext, useContext } from "react";
import { displayed, type Orderer } from "./display-order.ts";

/** Who orders text of both directions, for everything that is drawn inside. */
export const OrderedBy = createContext<Orderer>("terminal");

/** How a row goes to this terminal. */
export function useOrder(): (row: string) => string {
  const orderer = useContext(OrderedBy);
  return (row) => displayed(row, orderer);
}
