import { cleanLine, cleanText, type Message } from "@classchat/core";
import { csvTranscript } from "./csv-transcript.ts";
import { htmlTranscript } from "./html-transcript.ts";
import { jsonTranscript } from "./json-transcript.ts";
import { markdownTranscript } from "./markdown-transcript.ts";
import type { About, TranscriptForm } from "./transcript-form.ts";
import type { TranscriptFormat } from "./transcript-format.ts";

const forms: Record<TranscriptFormat, (about: About) => TranscriptForm> = {
  md: markdownTranscript,
  html: htmlTranscript,
  json: jsonTranscript,
  csv: csvTranscript,
};

/** Pages of messages as the text of a file, piece by piece. */
export async function* transcript(
  pages: AsyncIterable<readonly Message[]>,
  { format, ...about }: About & { format: TranscriptFormat },
): AsyncGenerator<string> {
  const form = forms[format]({ room: cleanLine(about.room), title: cleanLine(about.title) });
  let before: Message | undefined;
  yield form.begin();
  for await (const page of pages) {
    for (const raw of page) {
      const message = cleaned(raw);
      yield form.message(message, before);
      before = message;
    }
  }
  yield form.end();
}

// It leaves the program, for others that are less careful with what they show.
function cleaned(message: Message): Message {
  const { from, text, file } = message;
  const said = { ...message, from: cleanLine(from), text: cleanText(text) };
  return file ? { ...said, file: { ...file, name: cleanLine(file.name) } } : said;
}
