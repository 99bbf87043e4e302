import { cleanLine } from "@classchat/core";

// What a terminal does beside drawing: its title, its bell, the notes that it shows over other windows.

/** What this terminal is known to take. */
export interface TerminalSigns {
  title: boolean;
  note: "osc9" | "osc777" | undefined;
}

interface Surroundings {
  platform: string;
  env: Readonly<Record<string, string | undefined>>;
}

const titled =
  /^(?:xterm|rxvt|screen|tmux|alacritty|foot|kitty|st|wezterm|ghostty|konsole|vte|gnome|mintty|contour)(?:-|$)/u;

/** What is unknown gets nothing: some terminals would print it. */
export function signsOf({ platform, env }: Surroundings): TerminalSigns {
  const { TERM = "", TERM_PROGRAM = "" } = env;
  const isInside =
    env.TMUX !== undefined || env.STY !== undefined || /^(?:tmux|screen)/u.test(TERM);
  const title = platform === "win32" || titled.test(TERM);
  return { title, note: isInside ? undefined : noteOf(TERM, TERM_PROGRAM) };
}

function noteOf(term: string, program: string): TerminalSigns["note"] {
  if (/^(?:iTerm\.app|WezTerm|ghostty)$/u.test(program) || term === "xterm-kitty") return "osc9";
  return /^(?:foot|rxvt-unicode)/u.test(term) ? "osc777" : undefined;
}

export const bell = "\u0007";

/** The title that was there comes back with `oldTitle`. */
export const keepTitle = "\u001b[22;2t";

/** Where a terminal keeps no titles, it is empty at least. */
export const oldTitle = `${titleWith("")}\u001b[23;2t`;

/** How much is unread. No word of others is in it. */
export function unreadTitle(unread: number): string {
  return titleWith(unread > 0 ? `(${unread}) classchat` : "classchat");
}

/** The words are cleaned; a `;` would end a field of the sequence. */
export function noteWith(words: string, form: "osc9" | "osc777"): string {
  const line = cleanLine(words).replaceAll(";", ",");
  const text = [...line].slice(0, noteLength).join("");
  return form === "osc9" ? osc(`9;classchat: ${text}`) : osc(`777;notify;classchat;${text}`);
}

const noteLength = 120;

function titleWith(text: string): string {
  return osc(`2;${text}`);
}

function osc(content: string): string {
  return `\u001b]${content}\u0007`;
}
