const units = ["kB", "MB", "GB", "TB"];

/** How large a file is, as people say it: `732 bytes`, `1.2 kB`, `5 MB`; a kB has 1,000 bytes. */
export function sizeWords(bytes: number): string {
  if (bytes < 1_000) return bytes === 1 ? "1 byte" : `${bytes} bytes`;
  let size = bytes;
  let unit = -1;
  // 999,950 is 1 MB, not 1000 kB.
  while (rounded(size) >= 1_000 && unit < units.length - 1) {
    size /= 1_000;
    unit++;
  }
  return `${rounded(size)} ${units[unit]}`;
}

/** Two digits are enough to tell sizes apart. */
function rounded(size: number): number {
  return size < 9.95 ? Math.round(size * 10) / 10 : Math.round(size);
}
