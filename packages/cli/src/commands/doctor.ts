import { diagnose } from "../doctor/diagnosis/diagnose.ts";
import { gather } from "../doctor/probes/gather.ts";
import { linesOf, type WordedFinding, worded } from "../doctor/wording.ts";
import type { CommandOptions } from "../input/command-line.ts";
import { clientOf } from "../plain/client.ts";
import { printJson, printLine, tell } from "../plain/output.ts";
import { words } from "../words/words.ts";

const said = words.doctor;

/** Says why nothing is found or reachable: a line for each cause, and for what was found to be right. */
export async function run({ words: [room], flags }: CommandOptions): Promise<number> {
  const client = clientOf(flags);
  if (process.stderr.isTTY) tell(said.looking);
  const findings = diagnose(await gather(room, client)).map((finding) => worded(finding));
  for (const finding of findings) print(finding, flags.json === true);
  const isWell = findings.every(({ status }) => status === "ok");
  if (isWell && !flags.json) printLine(said.nothingWrong);
  return isWell ? 0 : 1;
}

function print(finding: WordedFinding, isJson: boolean): void {
  if (isJson) printJson(finding);
  else for (const line of linesOf(finding)) printLine(line);
}
