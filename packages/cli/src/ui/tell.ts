import type { Desk } from "./desk.ts";

/** Says what came of a key, in the row above the field. */
export function tell({ model }: Pick<Desk, "model">, text: string): void {
  model.dispatch({ type: "hinted", text, tone: "info" });
}

/** Says there why nothing came of it. */
export function tellRefusal({ model }: Pick<Desk, "model">, text: string): void {
  model.dispatch({ type: "hinted", text, tone: "error" });
}
