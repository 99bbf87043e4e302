import { once } from "node:events";
import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { keepClass } from "../../support/kept-class.ts";
import { startProgram } from "../../support/programs.ts";
import { RawClient } from "../../support/raw-client.ts";
import { residentKiB } from "../crowd/process-time.ts";
import { quantile } from "../figures.ts";
import { inFreshFolder, type OwnHost, startOwnHost } from "../own-host.ts";
import { isWanted, type Part, type Row } from "../part.ts";
import { byTurns } from "../rounds.ts";

// A room opens like a new one however much was said there. Each size has a data directory of its own, filled through the
// store itself, and they start by turns: from the command until the room can be reached, and what the host holds of
// the memory then. In the largest, pages are asked for over a real connection: of the first messages, and of any.
const sizes = { none: 0, few: 1_000, many: 100_000, all: 1_000_000 };
type Size = keyof typeof sizes;
const rounds = 5;
const settleMs = 1_000;
const authors = 30;
const pages = 300;
/** More often a connection is not read. */
const pageEveryMs = 25;
const farEnd = 2_000;

interface Kept {
  folder: string;
  token: string;
}

export const start: Part = {
  name: "start",
  about: "time and memory of a host whose room has up to a million messages, and pages of it",
  measure: (subjects) =>
    inFreshFolder(async (folder) => {
      const kept = {} as Record<Size, Kept>;
      for (const size of Object.keys(sizes) as Size[]) kept[size] = await keep(folder, size);
      return [
        ...(isWanted("open", subjects) ? await opening(kept) : []),
        ...(isWanted("pages", subjects) ? await paging(kept.all) : []),
      ];
    }),
};

async function keep(parent: string, size: Size): Promise<Kept> {
  const folder = join(parent, size);
  await mkdir(folder);
  const [token = ""] = await keepClass(join(folder, "host"), authors);
  const host = join(folder, "host");
  const filling = startProgram("fill-room", host, String(sizes[size]), String(authors));
  await once(filling.process, "close");
  return { folder, token };
}

async function opening(kept: Readonly<Record<Size, Kept>>): Promise<Row[]> {
  const seen = await byTurns(rounds, {
    none: () => opened(kept.none),
    few: () => opened(kept.few),
    many: () => opened(kept.many),
    all: () => opened(kept.all),
  });
  const row = (measure: string, figure: "ms" | "MiB", size: Size): Row => ({
    measure: `${messages(size)}: ${measure}`,
    ours: seen[size][figure],
    baselines: { "1,000": seen.few[figure] },
  });
  const promises = [{ times: "1,000", atMost: 1.2 }];
  return [
    row("start, ms", "ms", "none"),
    row("start, ms", "ms", "many"),
    { ...row("start, ms", "ms", "all"), promises },
    row("memory, MiB", "MiB", "none"),
    row("memory, MiB", "MiB", "many"),
    { ...row("memory, MiB", "MiB", "all"), promises },
  ];
}

async function opened({ folder }: Kept): Promise<{ ms: number; MiB: number }> {
  const host = await startOwnHost(folder);
  await delay(settleMs);
  const MiB = residentKiB(host.pid) / 1024;
  await host.end();
  return { ms: host.openAfterMs, MiB };
}

async function paging({ folder, token }: Kept): Promise<Row[]> {
  const host = await startOwnHost(folder);
  const reader = new RawClient(host, { token });
  try {
    await reader.connected();
    const before = residentKiB(host.pid);
    const far = await pagesWithin(reader, farEnd);
    const anywhere = await pagesWithin(reader, sizes.all);
    return [
      ...rowsOf("at the far end", far, true),
      ...rowsOf("anywhere", anywhere, false),
      grown(host, before),
    ];
  } finally {
    reader.close();
    await host.end();
  }
}

/** How long each of so many pages took, of the messages up to there. */
async function pagesWithin(reader: RawClient, upTo: number): Promise<number[]> {
  const took: number[] = [];
  for (let i = 0; i < pages; i++) {
    const startedAt = performance.now();
    const before = 2 + Math.floor(Math.random() * (upTo - 1));
    const { messages } = await reader.request("message:before", { before });
    took.push(performance.now() - startedAt);
    if (messages.at(-1)?.seq !== before - 1) throw new Error(`No page before ${before}.`);
    await delay(pageEveryMs);
  }
  return took;
}

function rowsOf(where: string, took: readonly number[], isPromised: boolean): Row[] {
  const row = (share: number): Row => ({
    measure: `${messages("all")}: a page ${where}, p${share * 100}, ms`,
    ours: quantile(took, share),
  });
  return [row(0.5), { ...row(0.99), promises: isPromised ? [{ atMost: 50 }] : [] }];
}

function grown({ pid }: OwnHost, beforeKiB: number): Row {
  const ours = (residentKiB(pid) - beforeKiB) / 1024;
  return { measure: `${messages("all")}: memory that ${2 * pages} pages took, MiB`, ours };
}

function messages(size: Size): string {
  return `${sizes[size].toLocaleString("en")} messages`;
}
