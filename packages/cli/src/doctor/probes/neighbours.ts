import { execFile } from "node:child_process";
import { readFile } from "node:fs/promises";

const patienceMs = 1_500;

/** The addresses on this wire whose hardware address the system has; nothing where it does not tell. */
export async function presentNeighbours(): Promise<string[] | undefined> {
  const table = await tableOf("/proc/net/arp", ["arp", "-a", "-n"]);
  return table === undefined ? undefined : readNeighbours(table);
}

/** The routers by which packets leave this network. */
export async function defaultGateways(): Promise<string[]> {
  if (process.platform === "linux") return readLinuxRoutes(await textOf("/proc/net/route"));
  return readNetstat((await run("netstat", "-rn")) ?? "");
}

/** What Linux, macOS and Windows tell of their neighbours, a line for each; those that did not answer are left out. */
export function readNeighbours(table: string): string[] {
  return table.split("\n").flatMap((line) => {
    const address = /(?<![\d.])\d{1,3}(?:\.\d{1,3}){3}(?![\d.])/u.exec(line)?.[0];
    const hardware = /(?<![\da-f])[\da-f]{1,2}(?:[:-][\da-f]{1,2}){5}(?![\da-f])/iu.exec(line)?.[0];
    if (address === undefined || hardware === undefined) return [];
    return isOfNobody(hardware) || isIncomplete(line) ? [] : [address];
  });
}

/** No answer yet, everybody, or a group (RFC 1112 §6.4). */
function isOfNobody(hardware: string): boolean {
  return /^(?:[0:-]+|ff[:-]ff.*|0?1[:-]0{1,2}[:-]5e.*)$/iu.test(hardware);
}

/** Linux keeps the old hardware address of one that is gone, and takes the flag 2 from it. */
function isIncomplete(line: string): boolean {
  return /\s0x1\s+0x0\s/u.test(line);
}

/** Linux writes addresses as the number that is in memory, in hex. */
export function readLinuxRoutes(table: string): string[] {
  return table.split("\n").flatMap((line) => {
    const [, to, by = ""] = line.split("\t");
    return to === "00000000" && by !== "00000000" ? [fromLittleEndian(by)] : [];
  });
}

/** `netstat -rn` of macOS and Windows. */
export function readNetstat(table: string): string[] {
  const routes = table.matchAll(
    /^\s*(?:default|0\.0\.0\.0\s+0\.0\.0\.0)\s+(\d{1,3}(?:\.\d{1,3}){3})\s/gmu,
  );
  return [...routes].map(([, gateway = ""]) => gateway);
}

function fromLittleEndian(hex: string): string {
  const bytes = hex.match(/../gu) ?? [];
  return bytes
    .toReversed()
    .map((byte) => Number.parseInt(byte, 16))
    .join(".");
}

async function tableOf(file: string, command: [string, ...string[]]): Promise<string | undefined> {
  if (process.platform === "linux") return (await textOf(file)) || undefined;
  // Windows knows no `-n`: it never asks for names.
  const [name, ...args] = process.platform === "win32" ? command.slice(0, 2) : command;
  return run(name ?? "", ...args);
}

function textOf(file: string): Promise<string> {
  return readFile(file, "utf8").catch(() => "");
}

function run(command: string, ...args: string[]): Promise<string | undefined> {
  return new Promise((resolve) => {
    execFile(command, args, { timeout: patienceMs, windowsHide: true }, (error, stdout) =>
      resolve(error ? undefined : stdout),
    );
  });
}
