import { join } from "node:path";
import * as z from "zod";
import { JsonFile } from "./json-file.ts";

const Choices = z.looseObject({ theme: z.string().optional() });

/** What the user chose about the screen, for the next time. */
export type ScreenChoices = z.output<typeof Choices>;

export function screenChoices(
  folder: string,
  onDamaged: (keptAs: string) => void,
): JsonFile<ScreenChoices> {
  const path = join(folder, "screen.json");
  return new JsonFile({ path, schema: Choices, empty: {}, onDamaged });
}
