import type { IBufferCell } from "@xterm/headless";
import type { Terminal } from "./terminal.ts";

// Draws what a terminal shows as SVG, so that the picture in the README is the program and no drawing of it.

const colours = { back: "#1e1e2e", front: "#cdd6f4", quiet: "#9399b2" };
const basic =
  "#45475a #f38ba8 #a6e3a1 #f9e2af #89b4fa #cba6f7 #94e2d5 #bac2de #6c7086 #f38ba8 #a6e3a1 #f9e2af #89b4fa #cba6f7 #94e2d5 #ffffff".split(
    " ",
  );
const font = "'DejaVu Sans Mono','Liberation Mono',Menlo,Consolas,monospace";
const fontSize = 14;
const cell = { width: fontSize * 0.602, height: 18 };
const margin = 14;
const titleHeight = 34;

/** Cells beside each other that look the same. */
interface Run {
  x: number;
  width: number;
  text: string;
  look: Look;
  kind: Kind;
}

/**
 * Fonts agree on the width of `even` signs. An `odd` one stands alone, so that it does not move its neighbours; those
 * of a script whose letters change shape beside each other are drawn together, as wide as their cells.
 */
type Kind = "even" | "odd" | "shaped";

interface Look {
  front: string;
  back: string | undefined;
  bold: boolean;
  dim: boolean;
}

/** The screen as a picture of a window with that title. */
export function drawScreen(terminal: Terminal, title: string): string {
  const { cols, rows } = terminal.size;
  const width = Math.ceil(cols * cell.width + 2 * margin);
  const height = rows * cell.height + titleHeight + margin;
  const lines = Array.from({ length: rows }, (_, y) => drawRow(terminal, y)).flat();
  return [...frame({ width, height, title }), ...lines, "</svg>", ""].join("\n");
}

function frame({ width, height, title }: { width: number; height: number; title: string }) {
  const dots = ["#f38ba8", "#f9e2af", "#a6e3a1"].map(
    (fill, index) => `<circle cx="${margin + 6 + index * 18}" cy="17" r="5.5" fill="${fill}"/>`,
  );
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" font-family="${font}" font-size="${fontSize}" role="img">`,
    `<title>${escaped(title)}</title>`,
    `<rect width="${width}" height="${height}" rx="8" fill="${colours.back}"/>`,
    ...dots,
    `<text x="${width / 2}" y="22" text-anchor="middle" fill="${colours.quiet}">${escaped(title)}</text>`,
  ];
}

function drawRow(terminal: Terminal, y: number): string[] {
  return runsOf(terminal, y).flatMap((run) => drawRun(run, y));
}

function runsOf(terminal: Terminal, y: number): Run[] {
  const line = terminal.buffer.getLine(terminal.buffer.viewportY + y);
  const cursor = terminal.cursor();
  const runs: Run[] = [];
  for (let x = 0; x < terminal.size.cols; x++) {
    const found = line?.getCell(x);
    if (!found || found.getWidth() === 0) continue;
    const look = lookOf(found, cursor.x === x && cursor.y === y);
    addTo(runs, {
      x,
      width: found.getWidth(),
      text: found.getChars() || " ",
      look,
      kind: kindOf(found),
    });
  }
  return runs;
}

function addTo(runs: Run[], run: Run): void {
  const last = runs.at(-1);
  const joins = last?.kind === run.kind && run.kind !== "odd" && isSame(last.look, run.look);
  if (joins)
    runs[runs.length - 1] = { ...last, text: last.text + run.text, width: last.width + run.width };
  else runs.push(run);
}

function isSame(a: Look, b: Look): boolean {
  return a.front === b.front && a.back === b.back && a.bold === b.bold && a.dim === b.dim;
}

function kindOf(found: IBufferCell): Kind {
  const text = found.getChars();
  if (/^\p{Script=Devanagari}/u.test(text)) return "shaped";
  const isEven = text === "" || /^[ -\u024f\u0400-\u04ff\u2500-\u257f]$/u.test(text);
  return isEven && found.getWidth() === 1 ? "even" : "odd";
}

function lookOf(found: IBufferCell, isCursor: boolean): Look {
  const front = colourOf(found.isFgDefault(), found.isFgRGB(), found.getFgColor()) ?? colours.front;
  const back = colourOf(found.isBgDefault(), found.isBgRGB(), found.getBgColor());
  const turned = (found.isInverse() !== 0) !== isCursor;
  const [shownFront, shownBack] = turned ? [back ?? colours.back, front] : [front, back];
  return {
    front: shownFront,
    back: shownBack,
    bold: found.isBold() !== 0,
    dim: found.isDim() !== 0,
  };
}

function colourOf(isDefault: boolean, isRgb: boolean, colour: number): string | undefined {
  if (isDefault) return undefined;
  return isRgb ? `#${colour.toString(16).padStart(6, "0")}` : (basic[colour] ?? colours.front);
}

function drawRun(run: Run, y: number): string[] {
  const { x, width, text, look } = run;
  const top = titleHeight + y * cell.height;
  const box = `x="${round(margin + x * cell.width)}" y="${top}" width="${round(width * cell.width)}" height="${cell.height}"`;
  const ground = look.back ? [`<rect ${box} fill="${look.back}"/>`] : [];
  return text.trim() === "" ? ground : [...ground, drawText(run, top)];
}

function drawText(run: Run, top: number): string {
  const { x, text, look } = run;
  const indent = text.length - text.trimStart().length;
  const place = `x="${round(margin + (x + indent) * cell.width)}" y="${top + 14}"`;
  const style = `${look.bold ? ' font-weight="bold"' : ""}${look.dim ? ' opacity=".6"' : ""}`;
  return `<text ${place} fill="${look.front}"${style} xml:space="preserve"${lengthOf(run)}>${escaped(text.trim())}</text>`;
}

function lengthOf({ kind, text, width }: Run): string {
  switch (kind) {
    case "even":
      return ` textLength="${round([...text.trim()].length * cell.width)}"`;
    case "shaped":
      return ` textLength="${round(width * cell.width)}" lengthAdjust="spacingAndGlyphs"`;
    case "odd":
      return "";
  }
}

function round(length: number): string {
  return String(Number(length.toFixed(1)));
}

function escaped(text: string): string {
  const names: Record<string, string> = { "&": "amp", "<": "lt", ">": "gt", '"': "quot" };
  return text.replace(/[&<>"]/gu, (character) => `&${names[character]};`);
}
