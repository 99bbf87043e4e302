import { foldName } from "@classchat/core";

/** Whether a text speaks to that user: `@anu`, in any case, and neither `x@anu` nor `@anupama`. */
export function mentions(text: string, user: string): boolean {
  if (!/@/u.test(text)) return false;
  const folded = foldName(text);
  const wanted = `@${foldName(user)}`;
  for (let at = folded.indexOf(wanted); at >= 0; at = folded.indexOf(wanted, at + 1)) {
    const isApart = !/[\p{L}\p{M}\p{N}]$/u.test(folded.slice(Math.max(0, at - 2), at));
    const after = folded.slice(at + wanted.length, at + wanted.length + 2);
    if (isApart && !/^(?:[\p{L}\p{M}\p{N}_]|-[\p{L}\p{N}])/u.test(after)) return true;
  }
  return false;
}
