import type { JsonFile } from "./client/json-file.ts";
import { type ScreenChoices, screenChoices } from "./client/screen-choices.ts";
import { isThemeName, type ThemeName, themeNames } from "./input/theme-names.ts";
import { words } from "./words/words.ts";

/** How the screen looks: as the command line says, else CLASSCHAT_THEME, else as `/theme` left it. */
export class KeptTheme {
  readonly #file: JsonFile<ScreenChoices>;
  readonly #say: (text: string) => void;

  constructor(folder: string, say: (text: string) => void) {
    this.#file = screenChoices(folder, (keptAs) => say(words.files.damaged(keptAs)));
    this.#say = say;
  }

  async choose(flag: string | undefined, env = process.env.CLASSCHAT_THEME): Promise<ThemeName> {
    const [usual] = themeNames;
    if (isThemeName(flag)) return flag;
    if (isThemeName(env)) return env;
    if (env) this.#say(words.order.noSuchTheme(themeNames));
    const { theme } = await this.#file.read();
    return isThemeName(theme) ? theme : usual;
  }

  async keep(theme: ThemeName): Promise<void> {
    await this.#file.update((choices) => ({ ...choices, theme }));
  }
}
