import type { RoomEvent } from "./events.ts";

/** What the user did to the list of commands that opens with `/`. */
export interface Palette {
  /** The command that the arrows chose, counted from the first. */
  marked: number | undefined;
  isClosed: boolean;
}

export const openPalette: Palette = { marked: undefined, isClosed: false };

/** A choice holds until something is typed; closed it stays closed for the rest of the line. */
export function paletteAfter(palette: Palette, event: RoomEvent): Palette {
  switch (event.type) {
    case "paletteMoved":
      return { ...palette, marked: event.marked };
    case "paletteClosed":
      return { marked: undefined, isClosed: true };
    case "written":
      return openPalette;
    case "edited":
      return { marked: undefined, isClosed: palette.isClosed && event.field.text.startsWith("/") };
    default:
      return palette;
  }
}
