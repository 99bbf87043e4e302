/** A mentor code as it is shown: in two halves, which are easier to copy. */
export function shownCode(code: string): string {
  const half = code.length / 2;
  return `${code.slice(0, half)}-${code.slice(half)}`;
}

/** What was typed, without what people add when they copy a code, or mistake in its digits. */
export function plainCode(typed: string): string {
  const letters = typed.toUpperCase().replace(/[\s-]/gu, "");
  return letters.replaceAll("O", "0").replace(/[IL]/gu, "1");
}
