import stringWidth from "string-width";
import { fileSize } from "../input/file-size.ts";
import type { FileMessage } from "../state/room-files.ts";
import { words } from "../words/words.ts";
import { cut, drawableLine, drawableText } from "./drawable.ts";
import { isolated } from "./isolates.ts";
import { columnsOf, type Row } from "./row.ts";
import { gap, head, type Look } from "./said-rows.ts";

const previewRows = 3;
const indent = "  ";
const label = `${words.screen.timeline.file} `;
/** So much of a name has to be seen beside the size; where less fits, both have a row. */
const leastName = 8;

/** A file that was handed in: its name and size, how to fetch it, and below it the first lines of a text. */
export function fileRows(message: FileMessage, look: Look): Row[] {
  const columns = columnsOf(look.width, look.digits);
  const [first = "", ...sizes] = titleRows(message, columns.text);
  const preview = sizes.length > 0 ? [] : previewOf(message.text, columns.text);
  const hint = hintFor(message, columns.text - stringWidth(first));
  const start = { kind: "said", file: message.seq } as const;
  const title: Row = {
    ...{ ...start, key: `${message.id}:0`, text: first, hint },
    tone: look.mark === "›" ? "marked" : "file",
    ...head(message, look.mark, columns),
  };
  const below = [...sizes, ...preview].map((text, row): Row => {
    const key = `${message.id}:${row + 1}`;
    return { ...start, key, tone: "preview", text, ...gap(columns) };
  });
  return [title, ...below];
}

/** The name is cut so that the size is seen. */
function titleRows({ file }: FileMessage, width: number): string[] {
  const name = drawableLine(file.name);
  const size = fileSize(file.size);
  const room = width - stringWidth(label + indent + size);
  if (room < leastName) return [cut(name, width), cut(size, width)];
  return [label + cut(name, room) + indent + size];
}

function hintFor({ seq }: FileMessage, cells: number): string {
  const hint = `${indent}/get ${seq}`;
  return hint.length <= cells ? hint : "";
}

function previewOf(text: string, width: number): string[] {
  const lines = drawableText(text)
    .split("\n")
    .filter((line) => line.trim() !== "");
  return lines
    .slice(0, previewRows)
    .map((line) => indent + cut(isolated(line), width - indent.length));
}
