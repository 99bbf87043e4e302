import { ChatError, limits } from "@classchat/core";

/** Throws `bad-input` for lists in lists in lists: whatever walks through them would run out of stack. */
export function requireShallow(raw: unknown): void {
  if (isDeeper(raw, limits.packetDepth)) throw new ChatError("bad-input");
}

function isDeeper(value: unknown, levels: number): boolean {
  if (typeof value !== "object" || value === null) return false;
  return levels === 0 || Object.values(value).some((inner) => isDeeper(inner, levels - 1));
}
