import type { Attachment, Message } from "@classchat/core";
import { words } from "../words/words.ts";
import { dayOf, timeOf } from "./moment.ts";
import type { About, TranscriptForm } from "./transcript-form.ts";

/** A heading a day, a line of our own a message, and what was said as a quotation below it. */
export function markdownTranscript({ room, title }: About): TranscriptForm {
  return {
    begin: () => `# ${[room, title].filter(Boolean).map(escaped).join(": ")}\n`,
    message: (message, before) => `${dayHeading(message, before)}${paragraph(message)}`,
    end: () => "",
  };
}

function dayHeading({ at }: Message, before: Message | undefined): string {
  const day = dayOf(at);
  return before && dayOf(before.at) === day ? "" : `\n## ${day}\n`;
}

function paragraph({ seq, at, from, role, text, file }: Message): string {
  const mark = role === "mentor" ? ` ${words.transcripts.mentor}` : "";
  const who = `**${escaped(from)}**${mark}`;
  return `\n${who} · ${timeOf(at)} · ${seq}\n\n${quoted(text)}\n${attachment(file)}`;
}

function attachment(file: Attachment | undefined): string {
  if (!file) return "";
  return `\n${words.transcripts.file({ ...file, name: escaped(file.name) })}\n`;
}

// Every line begins with the mark of a quotation, so that none can pass for a heading or for somebody else's.
function quoted(text: string): string {
  const lines = text.split(/[\n\u2028\u2029]/u).map(lineOf);
  return lines.map((line, index) => `> ${line}${breakAfter(line, lines[index + 1])}`).join("\n");
}

/** A backslash at its end keeps a line from flowing into the next one (CommonMark §6.7). */
function breakAfter(line: string, next: string | undefined): string {
  return line !== "" && next !== undefined && next !== "" ? "\\" : "";
}

// White space at the beginning would make it code, where nothing is escaped.
function lineOf(line: string): string {
  const [indent = ""] = /^\s*/u.exec(line) ?? [];
  if (indent.length === line.length) return "";
  const shown = "\u00a0".repeat(indent.replaceAll("\t", "    ").length);
  return shown + escaped(line.slice(indent.length).trimEnd());
}

// CommonMark §2.4: any of these may stand behind a backslash, and then means itself.
function escaped(text: string): string {
  return text
    .replace(/[\\`*_{}[\]<>#|~!&$^]/gu, "\\$&")
    .replace(/^[-+=:]/u, "\\$&")
    .replace(/^(\d{1,9})([.)])/u, "$1\\$2");
}
