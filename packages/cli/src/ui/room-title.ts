import { drawableLine } from "./drawable.ts";

/** The title of a room, if it says more than its name does. */
export function roomTitle({ name, title }: { name: string; title: string }): string {
  return title === name ? "" : drawableLine(title);
}
