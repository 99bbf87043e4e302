import type { TranscriptForm } from "./transcript-form.ts";

const columns = "seq,at,from,role,text,file,size,sha256".split(",");

/** RFC 4180: a header, then a line a message; times in UTC (ISO 8601). */
export function csvTranscript(): TranscriptForm {
  return {
    begin: () => line(columns),
    message: ({ seq, at, from, role, text, file }) => {
      const said = [String(seq), timeOf(at), from, role, text];
      return line([...said, file?.name ?? "", file ? String(file.size) : "", file?.sha256 ?? ""]);
    },
    end: () => "",
  };
}

function line(cells: readonly string[]): string {
  return `${cells.map(cell).join(",")}\r\n`;
}

// https://owasp.org/www-community/attacks/CSV_Injection: a spreadsheet calculates what begins like this, also
// behind white space and in the wide forms of East Asian keyboards.
const formula = /^[\t\r\n]|^\s*[=+\-@＝＋－＠]/u;

// What is quoted cannot end its cell.
function cell(text: string): string {
  const harmless = formula.test(text) ? `'${text}` : text;
  return /[",\r\n\s']/u.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless;
}

/** A host may give any number; only the first 100 million days from 1970 are dates (ECMA-262 §21.4.1.1). */
function timeOf(at: number): string {
  const time = new Date(at);
  return Number.isNaN(time.getTime()) ? String(at) : time.toISOString();
}
