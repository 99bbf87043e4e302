import type { Attachment, Message } from "@classchat/core";
import { words } from "../words/words.ts";
import { dayOf, timeOf } from "./moment.ts";
import type { About, TranscriptForm } from "./transcript-form.ts";

const style = `
body { font: 16px/1.5 system-ui, sans-serif; max-width: 46rem; margin: 2rem auto; padding: 0 1rem; }
article { margin: 0 0 1rem; }
article p { margin: 0; white-space: pre-wrap; overflow-wrap: anywhere; }
header,footer { color: #666; overflow-wrap: anywhere; }
header b { color: #222; }
`;

/** One page without scripts, that loads nothing. The policy holds even if something got past the escapes. */
export function htmlTranscript({ room, title }: About): TranscriptForm {
  const heading = escaped([room, title].filter(Boolean).join(": "));
  return {
    begin: () => `<!doctype html>
<html>
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<meta name="viewport" content="width=device-width">
<title>${heading}</title>
<style>${style}</style>
</head>
<body>
<h1 dir="auto">${heading}</h1>
`,
    message: (message, before) => `${dayHeading(message, before)}${article(message)}\n`,
    end: () => "</body>\n</html>\n",
  };
}

function dayHeading({ at }: Message, before: Message | undefined): string {
  const day = dayOf(at);
  return before && dayOf(before.at) === day ? "" : `<h2>${day}</h2>\n`;
}

function article({ seq, at, from, role, text, file }: Message): string {
  const mark = role === "mentor" ? ` ${words.transcripts.mentor}` : "";
  const who = `<b dir="auto">${escaped(from)}</b>${mark}`;
  const head = `<header>${who} · ${timeOf(at)} · ${seq}</header>`;
  return `<article>${head}<p dir="auto">${escaped(text)}</p>${footer(file)}</article>`;
}

function footer(file: Attachment | undefined): string {
  if (!file) return "";
  const { name, size, sha256 } = file;
  const shown = `<bdi>${escaped(name)}</bdi>`;
  return `<footer>${words.transcripts.file({ name: shown, size, sha256: escaped(sha256) })}</footer>`;
}

const entities: Record<string, string> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

function escaped(text: string): string {
  return text.replace(/[&<>"']/gu, (character) => entities[character] ?? "");
}
