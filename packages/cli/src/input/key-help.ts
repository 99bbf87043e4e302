import { words } from "../words/words.ts";
import { keyNames } from "./key-names.ts";
import { type ForKeys, keysIn, keyTable, type Place } from "./key-table.ts";

const { help } = words;

/** The keys of one place, and what they do. */
export interface KeySection {
  title: string;
  entries: readonly { usage: string; help: string }[];
}

type KeyWords = { readonly [P in Place]: ForKeys<P, string> };

const keyWords: KeyWords = help.keys;
const titles: Readonly<Record<Place, string>> = help.places;

/** All keys by the places where they hold. */
export const keyHelp: readonly KeySection[] = (Object.keys(keyTable) as Place[]).map(sectionOf);

function sectionOf(place: Place): KeySection {
  const keys = entriesOf(place);
  // No key, but as good as one:
  const drop = { usage: help.dropFile, help: help.drop };
  return { title: titles[place], entries: place === "field" ? [...keys, drop] : keys };
}

function entriesOf<P extends Place>(place: P): KeySection["entries"] {
  const said: ForKeys<P, string> = keyWords[place];
  return keysIn(place).map((key) => ({ usage: keyNames(place, key), help: said[key] }));
}
