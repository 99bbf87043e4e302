import { sizeWords } from "@classchat/core";
import type { Dropped } from "../state/room-files.ts";
import type { RoomView } from "../state/room-view.ts";
import { drawableLine } from "./drawable.ts";

/** What stands above the field until it is answered; that of the program comes first. */
export function questionOf({ question, files }: RoomView): string | undefined {
  return question ?? (files.dropped && dropWords(files.dropped, files.rules));
}

function dropWords({ path }: Dropped, rules: RoomView["files"]["rules"]): string {
  const name = drawableLine(path.split(/[\\/]/u).filter(Boolean).at(-1) ?? path);
  const kind = rules?.kinds === "text" ? "text, " : "";
  const takes = rules ? ` The room takes ${kind}at most ${sizeWords(rules.maxBytes)}.` : "";
  return `Send ${name} as a file?${takes}`;
}
