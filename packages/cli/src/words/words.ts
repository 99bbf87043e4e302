import { english } from "./english/english.ts";
import { hindi } from "./hindi/hindi.ts";
import { type Language, languageOf } from "./language.ts";

/** Everything that the program says, in one language. English is the pattern: what it says, others say too. */
export type Words = typeof english;

const all: Record<Language, Words> = { en: english, hi: hindi };

/** The language of this run. */
export const language: Language = languageOf(
  process.env,
  () => Intl.DateTimeFormat().resolvedOptions().locale,
);

/** What this run says, in the language that its environment asks for. */
export const words: Words = all[language];
