// A chord is a key with its modifiers, as `ctrl+a` or `shift+tab`: the handlers of keys, the help, the hints and the
// page of the documentation all go by this table.

/** A chord, or text that was typed. */
export type Keystroke = { chord: string } | { text: string };

type Chords = readonly [string, ...string[]];

/** What each key is for, place by place; of several chords the first is the one to name. */
export const keyTable = {
  /** Wherever one is. */
  anywhere: {
    help: ["f1"],
    nextTab: ["ctrl+n"],
    previousTab: ["ctrl+p"],
    tab: ["alt+1", "alt+2", "alt+3", "alt+4", "alt+5", "alt+6", "alt+7", "alt+8", "alt+9"],
    news: ["ctrl+g", "alt+a"],
    switcher: ["ctrl+k"],
    redraw: ["ctrl+l"],
    leave: ["ctrl+c"],
  },
  /** The field of a room, which takes several lines. */
  field: {
    send: ["enter"],
    newLine: ["ctrl+j", "alt+enter", "shift+enter"],
    complete: ["tab"],
    up: ["up"],
    down: ["down"],
    clear: ["escape"],
    editor: ["ctrl+o", "alt+e"],
  },
  /** Every field. */
  line: {
    left: ["left", "ctrl+b"],
    right: ["right", "ctrl+f"],
    wordLeft: ["ctrl+left", "alt+left", "alt+b"],
    wordRight: ["ctrl+right", "alt+right", "alt+f"],
    start: ["home", "ctrl+a"],
    end: ["end", "ctrl+e"],
    backspace: ["backspace"],
    delete: ["delete", "ctrl+d"],
    cutWord: ["ctrl+w", "alt+backspace", "ctrl+backspace"],
    cutToStart: ["ctrl+u"],
    cutToEnd: ["alt+k"],
    putBack: ["ctrl+y"],
  },
  /** The messages of a room. */
  scroll: {
    pageUp: ["pageup"],
    pageDown: ["pagedown"],
    rowUp: ["shift+up"],
    rowDown: ["shift+down"],
    toTop: ["ctrl+home"],
    toEnd: ["ctrl+end"],
  },
  /** The same while nothing is typed; in a text these move the cursor. */
  scrollIdle: {
    toTop: ["home"],
    toEnd: ["end"],
  },
  /** The files and folded messages in sight, while nothing is typed. */
  sight: {
    next: ["tab"],
    previous: ["shift+tab"],
    take: ["enter"],
    letGo: ["escape"],
  },
  /** The commands above the field. */
  palette: {
    up: ["up"],
    down: ["down"],
    take: ["tab"],
    choose: ["enter"],
    close: ["escape"],
  },
  /** A question above the field. */
  question: {
    answer: ["enter"],
    no: ["escape"],
  },
  /** The rooms of the network. */
  list: {
    up: ["up"],
    down: ["down"],
    pageUp: ["pageup"],
    pageDown: ["pagedown"],
    join: ["enter"],
  },
  /** The rooms to go to. */
  switcher: {
    previous: ["up", "shift+tab"],
    next: ["down", "tab"],
    pageUp: ["pageup"],
    pageDown: ["pagedown"],
    go: ["enter"],
    back: ["escape"],
  },
  form: {
    next: ["tab", "down"],
    previous: ["shift+tab", "up"],
    choose: ["space"],
    goOn: ["enter"],
  },
  /** The page of commands and keys. */
  help: {
    up: ["up"],
    down: ["down"],
    pageUp: ["pageup"],
    pageDown: ["pagedown"],
    toTop: ["home"],
    toEnd: ["end"],
  },
} as const satisfies Record<string, Record<string, Chords>>;

type KeyTable = typeof keyTable;

export type Place = keyof KeyTable;

/** What one can do by keys in that place. */
export type KeyIn<P extends Place> = keyof KeyTable[P] & string;

/** Something for each key of a place: what it does, or what is said of it. */
export type ForKeys<P extends Place, Value> = { readonly [Key in KeyIn<P>]: Value };

/** What is there for the key, of what there is for all keys of that place. */
export function forKey<P extends Place, Value>(
  place: P,
  values: ForKeys<P, Value>,
  keystroke: Keystroke,
): Value | undefined {
  const chord = chordOf(keystroke);
  const key = keysIn(place).find((key) => chordsOf(place, key).includes(chord));
  return key === undefined ? undefined : values[key];
}

/** The keys of that place, in the order in which they are listed. */
export function keysIn<P extends Place>(place: P): readonly KeyIn<P>[] {
  return Object.keys(keyTable[place]) as KeyIn<P>[];
}

export function chordsOf<P extends Place>(place: P, key: KeyIn<P>): Chords {
  return (keyTable[place] as ForKeys<P, Chords>)[key];
}

/** A space is text where one writes, and a key where there is something to choose. */
function chordOf(keystroke: Keystroke): string {
  if ("chord" in keystroke) return keystroke.chord;
  return keystroke.text === " " ? "space" : "";
}
