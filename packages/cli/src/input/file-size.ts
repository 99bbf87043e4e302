import { sizeWords } from "@classchat/core";
import { words } from "../words/words.ts";

/** How large a file is; the units from kB on are the same in all languages. */
export function fileSize(bytes: number): string {
  return bytes < 1_000 ? words.screen.bytes(bytes) : sizeWords(bytes);
}
