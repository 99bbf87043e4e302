import { createContext, useContext } from "react";
import { type ThemeName, themeNames } from "../input/theme-names.ts";
import { nameStyle, type Style, type Tone, tonesOf } from "./colour.ts";

/** The theme of everything that is drawn inside. */
export const Theme = createContext<ThemeName>(themeNames[0]);

/** How each tone looks now. */
export function useTones(): Readonly<Record<Tone, Style>> {
  return tonesOf(useContext(Theme));
}

/** How each name looks now. */
export function useNames(): (name: string) => Style {
  const theme = useContext(Theme);
  return (name) => nameStyle(theme, name);
}
