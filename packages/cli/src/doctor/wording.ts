import { cleanLine } from "@classchat/core";
import { words } from "../words/words.ts";
import { type Code, type Finding, rowOf } from "./diagnosis/finding.ts";

type System = keyof typeof words.doctor.systems;
type Commands = Partial<Record<System, string>>;

/** A finding for people, and as `--json` prints it. */
export interface WordedFinding {
  type: "finding";
  check: string;
  code: Code;
  status: "ok" | "warning" | "problem";
  cause: string;
  remedy: string;
  /** Where it is about one room: what it is known by, and `10.77.0.10:4242`. */
  room?: string;
  place?: string;
  commands?: Commands;
}

interface Sentences {
  cause: string;
  remedy: string;
}

// That each code has words for what it tells.
const texts: { [C in Code]: (about: Finding<C>["about"]) => Sentences } = words.doctor.findings;

export function worded(finding: Finding, platform = process.platform): WordedFinding {
  const { code, about } = finding;
  const { check, status } = rowOf(code);
  // The table pairs each code with its words; TypeScript cannot follow a code that it does not know.
  const { cause, remedy } = (texts[code] as (about: Finding["about"]) => Sentences)(about);
  const commands = commandsFor(finding, platform);
  return {
    ...{ type: "finding", check, code, status },
    ...{ cause: cleanLine(cause), remedy: cleanLine(remedy) },
    ...("room" in about ? { room: about.room } : {}),
    ...("place" in about ? { place: about.place } : {}),
    ...(commands ? { commands } : {}),
  };
}

/** The line, and below it the commands, each behind its system. */
export function linesOf({ status, cause, remedy, commands = {} }: WordedFinding): string[] {
  const { line, systems, status: names } = words.doctor;
  const indented = Object.entries(commands).map(
    ([system, command]) => `  ${systems[system as System]}: ${command}`,
  );
  return [`${names[status]}: ${line(cause, remedy)}`, ...indented];
}

/** Of the host nobody here knows what it runs on; of this computer we do. */
function commandsFor({ code, about }: Finding, platform: NodeJS.Platform): Commands | undefined {
  const { letPortIn, letMdnsIn } = words.doctor.firewall;
  const port = "port" in about ? about.port : 0;
  switch (rowOf(code).opens) {
    case "tcp":
      return letPortIn(port);
    case "tcp-here":
      return onlyFor(platform, letPortIn(port));
    case "mdns":
      return letMdnsIn();
    case "mdns-here":
      return onlyFor(platform, letMdnsIn());
    default:
      return undefined;
  }
}

function onlyFor(platform: NodeJS.Platform, { windows, macos, ...linux }: Required<Commands>) {
  if (platform === "win32") return { windows };
  return platform === "darwin" ? { macos } : linux;
}
