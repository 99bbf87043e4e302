import unhomoglyph from "unhomoglyph";

// Its table is 100 kB and only the host asks for it, so this file is not in the front door of the package.

/**
 * The keys under which a user name is taken: two names are one if they share a key.
 * By case and NFKC, and by the skeleton of UTS #39 §4, so that a Cyrillic `а` does not make a second `ana`.
 * Signs between letters do not tell names apart either: `ana_b` is `anab`.
 */
export function nameKeys(name: string): string[] {
  const composed = name.normalize("NFKC");
  const forms = [composed, composed.toLowerCase(), composed.toUpperCase()];
  const keys = forms.flatMap((form) => {
    const bare = withoutSigns(form);
    return [`name ${bare.toLowerCase()}`, `skeleton ${skeleton(skeleton(bare).toLowerCase())}`];
  });
  return [...new Set(keys)];
}

const reservedNames = [
  "mentor",
  "teacher",
  "admin",
  "administrator",
  "system",
  "server",
  "host",
  "moderator",
  "root",
  "classchat",
  "everyone",
  "all",
  "here",
];
const reservedKeys = new Set(reservedNames.flatMap(nameKeys));

/** Whether the name, or one that looks like it, is kept from everyone: it would pass for the program or a role. */
export function isReservedName(name: string): boolean {
  const plain = name.normalize("NFD").replace(/\p{M}/gu, "");
  return [...nameKeys(name), ...nameKeys(plain)].some((key) => reservedKeys.has(key));
}

// `rn` and `vv` are sequences that the table of single characters misses or maps one way only.
function skeleton(text: string): string {
  return unhomoglyph(text.normalize("NFD")).normalize("NFD").replaceAll("vv", "w").toLowerCase();
}

function withoutSigns(name: string): string {
  const bare = name.replace(/[._'-]+/gu, "");
  return bare === "" ? name : bare;
}
