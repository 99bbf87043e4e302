// What this computer's system refuses, in words for whoever sits here.

interface Place {
  way: "send" | "fetch";
  /** The file that is sent, or the folder it is saved in. */
  path: string;
}

type Words = (path: string) => string;

const forbidden: Words = (path) => `You may not read ${path}: ask its owner, or send a copy.`;
const sending: Record<string, Words> = {
  ENOENT: (path) => `There is no file ${path}: check its name.`,
  ENOTDIR: (path) => `There is no file ${path}: check its name.`,
  EISDIR: (path) => `${path} is a folder: send its files, or pack it into one.`,
  EACCES: forbidden,
  EPERM: forbidden,
};

const full: Words = () =>
  "The disk of this computer is full: free some space, then fetch it again.";
const readOnly: Words = (path) => `Nothing can be written to ${path}: name another folder.`;
const noFolder: Words = (path) => `${path} is not a folder: name another one.`;
const fetching: Record<string, Words> = {
  ENOSPC: full,
  EDQUOT: full,
  EACCES: readOnly,
  EPERM: readOnly,
  EROFS: readOnly,
  ENOTDIR: noFolder,
  EEXIST: noFolder,
};

/** What happened and what to do. */
export function localWords({ code = "" }: NodeJS.ErrnoException, { way, path }: Place): string {
  const words = (way === "send" ? sending : fetching)[code];
  return words?.(path) ?? `${path} cannot be used (${code}).`;
}

export function isErrnoException(error: unknown): error is NodeJS.ErrnoException {
  return error instanceof Error && typeof (error as NodeJS.ErrnoException).code === "string";
}

/** Whether the disk has no more room. */
export function isDiskFull(error: unknown): boolean {
  return isErrnoException(error) && (error.code === "ENOSPC" || error.code === "EDQUOT");
}
