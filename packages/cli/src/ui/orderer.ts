import type { Orderer } from "./display-order.ts";

interface Surroundings {
  env: Readonly<Record<string, string | undefined>>;
}

/** Terminals that name themselves, and draw characters where they are told, one behind the other. */
const plainTerms = /^(?:alacritty|foot|ghostty|xterm-ghostty|linux|wezterm|st)(?:-|$)/u;
const plainPrograms = /^(?:vscode|WezTerm|ghostty|Hyper|Tabby)$/u;
/** Terminals that order what they draw, or, as kitty, at least turn the words. */
const orderingTerms = /^(?:mlterm|putty|xterm-kitty|konsole|vte)(?:-|$)/u;
const orderingPrograms = /^(?:Apple_Terminal|mintty)$/u;
const appleTerminal = "com.apple.Terminal";
/** The first version of VTE that does, as 0.58.0. */
const orderingVte = 5_800;

const choices: readonly string[] = ["terminal", "screen"] satisfies Orderer[];

/** Whether CLASSCHAT_BIDI was set to something that it cannot be. */
export function hasUnknownOrderer({ env: { CLASSCHAT_BIDI } }: Surroundings): boolean {
  return Boolean(CLASSCHAT_BIDI) && !isOrderer(CLASSCHAT_BIDI);
}

/**
 * Whether this terminal orders text of both directions by itself: as CLASSCHAT_BIDI says, else as the environment shows.
 * Where it shows nothing the terminal is taken for one that does not, for those that do all show it.
 */
export function ordererOf({ env }: Surroundings): Orderer {
  const { CLASSCHAT_BIDI, TERM = "", TERM_PROGRAM = "" } = env;
  if (isOrderer(CLASSCHAT_BIDI)) return CLASSCHAT_BIDI;
  if (plainTerms.test(TERM) || plainPrograms.test(TERM_PROGRAM)) return "screen";
  if (orderingTerms.test(TERM) || orderingPrograms.test(TERM_PROGRAM)) return "terminal";
  return isInsideOrdering(env) ? "terminal" : "screen";
}

// Inside tmux and screen, TERM and TERM_PROGRAM are theirs; these are of the terminal around, which draws what they pass on.
function isInsideOrdering(env: Surroundings["env"]): boolean {
  if (env.WT_SESSION !== undefined) return false;
  const names = ["KONSOLE_VERSION", "MLTERM", "KITTY_WINDOW_ID"];
  return (
    Number(env.VTE_VERSION ?? 0) >= orderingVte ||
    env.__CFBundleIdentifier === appleTerminal ||
    names.some((name) => env[name] !== undefined)
  );
}

function isOrderer(text: string | undefined): text is Orderer {
  return text !== undefined && choices.includes(text);
}
