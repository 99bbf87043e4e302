import { cleanLine, cleanText, type Message } from "@classchat/core";

/** A message as JSON, the same everywhere. */
export function messageObject(room: string, message: Message): object {
  const { seq, id, from, role, at, text, file } = message;
  const said = { type: "message", room, seq, id, from: cleanLine(from), role, at };
  return { ...said, text: cleanText(text), ...(file ? { file } : {}) };
}
