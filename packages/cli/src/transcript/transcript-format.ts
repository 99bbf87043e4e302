/** The forms in which a transcript may be written; also the ends of their files' names. */
export const transcriptFormats = ["md", "html", "json", "csv"] as const;
export type TranscriptFormat = (typeof transcriptFormats)[number];

export function isTranscriptFormat(name: string): name is TranscriptFormat {
  return (transcriptFormats as readonly string[]).includes(name);
}
