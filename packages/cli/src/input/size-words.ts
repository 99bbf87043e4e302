const units = ["kB", "MB", "GB", "TB"] as const;

/** A number of bytes as people read it: `812 bytes`, `12 kB`, `2.1 MB`. */
export function sizeWords(bytes: number): string {
  if (bytes < 1_000) return bytes === 1 ? "1 byte" : `${Math.round(bytes)} bytes`;
  let value = bytes / 1_000;
  let unit = 0;
  while (Number(rounded(value)) >= 1_000 && unit < units.length - 1) {
    value /= 1_000;
    unit++;
  }
  return `${rounded(value)} ${units[unit]}`;
}

function rounded(value: number): string {
  return value < 9.95 ? String(Number(value.toFixed(1))) : value.toFixed(0);
}
