import { homedir } from "node:os";
import { basename, join, resolve } from "node:path";
import { cleanLine, sizeWords } from "@classchat/core";
import type { RoomSession } from "./client/session.ts";
import type { Transfer } from "./client/session-events.ts";
import { findFile, newestFiles } from "./find-file.ts";
import type { RoomCommand } from "./input/slash-command.ts";
import { CommandFailure, usageFailure } from "./plain/failure.ts";
import { fileLine } from "./plain/message-lines.ts";

type Of<T extends RoomCommand["type"]> = Extract<RoomCommand, { type: T }>;

interface Parts {
  session: RoomSession;
  /** Where files are saved; rejects where there is no good place. */
  folder: () => Promise<string>;
}

const mostListed = 8;

// A transfer goes on beside the chat. What becomes of it is told by its events, so nobody waits for it here.

export async function sendFile({ path }: Of<"file">, { session }: Parts): Promise<string> {
  session.files.send(atHome(path)).catch(ignore);
  return `Handing in ${cleanLine(basename(path))}.`;
}

export async function getFile({ file, folder }: Of<"get">, parts: Parts): Promise<string> {
  const { session } = parts;
  const attachment = await findFile(file, session);
  const into = folder === undefined ? await parts.folder() : resolve(atHome(folder));
  session.files.fetch(attachment, into).catch(ignore);
  return `Fetching ${attachment.name}, ${sizeWords(attachment.size)}.`;
}

/** The newest ones on one line; the plain commands have a line for each. */
export async function listFiles({ session }: Parts): Promise<string> {
  const files = await newestFiles(mostListed, session);
  if (files.length === 0) return "There are no files.";
  return `/get fetches one by its number: ${files.map(fileLine).join(" · ")}`;
}

export async function cancelTransfer({ name }: Of<"cancel">, { session }: Parts): Promise<string> {
  const { running } = session.files;
  const meant = running.filter((transfer) => transfer.name.startsWith(name ?? ""));
  const [only, ...others] = meant;
  if (!only) throw new CommandFailure(nothing(name, running));
  if (others.length > 0) throw usageFailure(`which one? ${meant.map(nameOf).join(", ")}`);
  session.files.cancel(only.id);
  return `Gives up ${only.name}.`;
}

/** Our own folder has a short name. */
export function atHome(path: string): string {
  return /^~(?:$|[/\\])/u.test(path) ? join(homedir(), path.slice(1)) : path;
}

function nothing(name: string | undefined, running: readonly Transfer[]): string {
  if (running.length === 0 || name === undefined) return "No file is on its way.";
  return `No file of that name is on its way: there are ${running.map(nameOf).join(", ")}.`;
}

function nameOf({ name }: Transfer): string {
  return name;
}

/** It was told as an event. */
function ignore(): void {}
