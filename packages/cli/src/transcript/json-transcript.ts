import { messageObject } from "./message-object.ts";
import type { About, TranscriptForm } from "./transcript-form.ts";

/** One array of objects, a line each. */
export function jsonTranscript({ room }: About): TranscriptForm {
  return {
    begin: () => "[",
    message: (message, before) =>
      `${before ? ",\n" : "\n"}${JSON.stringify(messageObject(room, message))}`,
    end: () => "\n]\n",
  };
}
