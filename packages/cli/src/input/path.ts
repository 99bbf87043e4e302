// Paths as people type them, and as terminals paste what was dropped on them: in quotes, with backslashes before
// spaces, or as a `file:` URL. `~` stays: whoever opens the path knows where that is.

const drive = /^(?:[A-Za-z]:[\\/]|\\\\)/u;
const quoted = /^(["'])(.+)\1$/su;
// What a shell would read as something else. Letters and dots are none of it: Windows has paths like docs\a.txt.
const escaped = /\\([^\p{L}\p{N}._~-])/gu;

/** The path that was written; all of the argument is one. */
export function readPath(argument: string): string {
  const text = argument.trim();
  const [, , inner] = quoted.exec(text) ?? [];
  if (inner !== undefined) return readUrl(inner.replaceAll(`'\\''`, "'"));
  return drive.test(text) ? text : readUrl(text.replace(escaped, "$1"));
}

/** The words of a command, of which each may be a path: in quotes, or with escaped spaces. */
export function readWords(argument: string): string[] {
  const words = argument.match(/"[^"]*"|'[^']*'|(?:\\\s|\S)+/gu) ?? [];
  return words.map(readPath).filter((word) => word !== "");
}

/**
 * The path, where a pasted text looks like nothing but a file that was dropped on the terminal: one absolute
 * path. Whether there is such a file is for the caller to see.
 */
export function droppedPath(text: string): string | undefined {
  const pasted = text.trim();
  if (pasted === "" || /[\r\n]/u.test(pasted)) return undefined;
  const isOneWord = quoted.test(pasted) || !/(?<!\\)\s/u.test(pasted);
  const path = readPath(pasted);
  return isOneWord && isAbsolute(path) ? path : undefined;
}

/** A folder and something in it, for `/x` alone may be a command. */
function isAbsolute(path: string): boolean {
  return drive.test(path) || /^(?:~|\/[^/]+)\/[^/]/u.test(path);
}

function readUrl(path: string): string {
  const [, rest] = /^file:\/\/(?:localhost)?(\/.*)$/iu.exec(path) ?? [];
  if (rest === undefined) return path;
  // `file:///C:/notes.txt`
  return decoded(rest).replace(/^\/(?=[A-Za-z]:\/)/u, "");
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
