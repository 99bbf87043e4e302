/** The languages that the interface speaks, by their ISO 639-1 codes. */
export const languages = ["en", "hi"] as const;

export type Language = (typeof languages)[number];

/**
 * The language that the environment asks for, as POSIX says: `LC_ALL`, else `LC_MESSAGES`, else `LANG`; before them
 * `CLASSCHAT_LANG`. Where none of them is set, as on Windows, the system's own locale, a BCP 47 tag. English where
 * we do not speak the language.
 */
export function languageOf(
  env: Readonly<Record<string, string | undefined>>,
  systemLocale: () => string,
): Language {
  const set = [env.CLASSCHAT_LANG, env.LC_ALL, env.LC_MESSAGES, env.LANG].find(Boolean);
  const [code] = (set ?? systemLocale()).toLowerCase().split(/[_.@-]/u);
  return languages.find((language) => language === code) ?? "en";
}
