import { ChatError, limits } from "@classchat/core";

/** Throws `bad-input` for lists in lists in lists: whatever walks through them would run out of stack. */
export function requireShallow(raw: unknown): void {
  if (isDeeper(raw, limits.packetDepth)) throw new ChatError("bad-input");
}

function isDeeper(value: unknown, levels: number): boolean {
  if (typeof value !== "object" || value === null) return false;
  return levels === 0 || Object.values(value).some((inner) => isDeeper(inner, levels - 1));
}

/** Whether JSON goes deeper than that; asked before it is parsed, for what goes very deep costs much. */
export function isNestedDeeper(json: string, levels: number): boolean {
  let depth = 0;
  for (const [found] of json.matchAll(/[[{\]}]|"(?:[^"\\]|\\.)*"/gsu)) {
    if (found === "[" || found === "{") depth += 1;
    else if (found === "]" || found === "}") depth -= 1;
    if (depth > levels) return true;
  }
  return false;
}
