import { foldName, type Message } from "@classchat/core";

// Asked again for each message on the screen and each that is unread, so each is searched once for a name.
const answers = new WeakMap<object, { user: string; isFor: boolean }>();

/** Whether somebody else speaks to that user in the message: `@anu`. */
export function isFor(message: Message, user: string): boolean {
  const known = answers.get(message);
  if (known?.user === user) return known.isFor;
  const isFor = !message.file && message.from !== user && mentions(message.text, user);
  answers.set(message, { user, isFor });
  return isFor;
}

/** Whether the whole name stands there behind an `@`, by the rules by which names are compared. */
export function mentions(text: string, user: string): boolean {
  if (!anyAt.test(text)) return false;
  const name = `@${foldName(user)}`;
  const folded = foldName(text);
  for (let at = folded.indexOf(name); at >= 0; at = folded.indexOf(name, at + 1)) {
    const behind = at + name.length;
    const before = folded.slice(Math.max(0, at - 2), at);
    const isWhole = !ends.test(before) && !goesOn.test(folded.slice(behind, behind + 4));
    if (isWhole) return true;
  }
  return false;
}

// With those that folding makes an @ of.
const anyAt = /[@\ufe6b\uff20]/u;
// `anu@home` speaks to nobody; nor do `@anuja` and `@anu.k` speak to anu. A full stop behind a name ends a sentence.
const ends = /[\p{L}\p{M}\p{N}_]$/u;
const goesOn = /^(?:[\p{L}\p{M}\p{N}_\u200c\u200d]|[.+~-][\p{L}\p{M}\p{N}_])/u;
