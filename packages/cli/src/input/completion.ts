/** What a folder has, as far as it may be looked at. */
export interface FolderEntry {
  name: string;
  isFolder: boolean;
}

/** The names in a folder; the empty string is the one we are in. Nothing where it cannot be read. */
export type ListFolder = (folder: string) => Promise<readonly FolderEntry[]>;

export interface Completion {
  /** What was written, as far as there is only one way to go on. */
  text: string;
  /** The names that it may become, if there are several. */
  candidates: readonly string[];
}

/** Goes on with a path that was begun. Hidden names are offered to whoever began with a dot. */
export async function completePath(text: string, listFolder: ListFolder): Promise<Completion> {
  const { folder, begun, separator } = partsOf(text);
  const entries = (await listFolder(folder)).filter((entry) => isOffered(entry, begun));
  const names = entries.map((entry) => nameOf(entry, separator)).sort(byName);
  const [only, ...others] = names;
  if (only === undefined) return { text, candidates: [] };
  const candidates = others.length > 0 ? names : [];
  return { text: folder + commonStart(names), candidates };
}

/** On Windows both signs part folders; what was used goes on to be used. */
function partsOf(text: string): { folder: string; begun: string; separator: string } {
  const isWindows = /^(?:[A-Za-z]:|\\\\|[^/]*\\)/u.test(text);
  const end = Math.max(text.lastIndexOf("/"), isWindows ? text.lastIndexOf("\\") : -1) + 1;
  const separator = isWindows && !text.includes("/") ? "\\" : "/";
  return { folder: text.slice(0, end), begun: text.slice(end), separator };
}

function isOffered({ name }: FolderEntry, begun: string): boolean {
  const isHidden = name.startsWith(".") && !begun.startsWith(".");
  return !isHidden && name.toLowerCase().startsWith(begun.toLowerCase());
}

function nameOf({ name, isFolder }: FolderEntry, separator: string): string {
  return isFolder ? name + separator : name;
}

function byName(a: string, b: string): number {
  return a.localeCompare(b);
}

/** How all of them begin, as they are written, where they agree but for capitals: what was typed may have been small. */
export function commonStart([first = "", ...others]: readonly string[]): string {
  const characters = [...first];
  const agrees = (end: number) => {
    const start = characters.slice(0, end).join("");
    return others.every((name) => name.toLowerCase().startsWith(start.toLowerCase()));
  };
  let end = characters.length;
  while (!agrees(end)) end--;
  return characters.slice(0, end).join("");
}
