import { words } from "../words/words.ts";

// What this computer's system refuses, in words for whoever sits here.

interface Place {
  way: "send" | "fetch";
  /** The file that is sent, or the folder it is saved in. */
  path: string;
}

type Said = (path: string) => string;

const { forbidden, missing, isFolder, diskFull, readOnly, notFolder, unusable } = words.files;

const sending: Record<string, Said> = {
  ENOENT: missing,
  ENOTDIR: missing,
  EISDIR: isFolder,
  EACCES: forbidden,
  EPERM: forbidden,
};

const fetching: Record<string, Said> = {
  ENOSPC: () => diskFull,
  EDQUOT: () => diskFull,
  EACCES: readOnly,
  EPERM: readOnly,
  EROFS: readOnly,
  ENOTDIR: notFolder,
  EEXIST: notFolder,
};

/** What happened and what to do. */
export function localWords({ code = "" }: NodeJS.ErrnoException, { way, path }: Place): string {
  const said = (way === "send" ? sending : fetching)[code];
  return said?.(path) ?? unusable(path, code);
}

export function isErrnoException(error: unknown): error is NodeJS.ErrnoException {
  return error instanceof Error && typeof (error as NodeJS.ErrnoException).code === "string";
}

/** Whether the disk has no more room. */
export function isDiskFull(error: unknown): boolean {
  return isErrnoException(error) && (error.code === "ENOSPC" || error.code === "EDQUOT");
}
