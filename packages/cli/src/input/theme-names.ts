/** The looks of the screen that one may choose from; the first is the usual one. */
export const themeNames = ["dark", "light", "contrast"] as const;

export type ThemeName = (typeof themeNames)[number];

export function isThemeName(name: string | undefined): name is ThemeName {
  return themeNames.some((known) => known === name);
}
