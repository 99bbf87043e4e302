import { homedir } from "node:os";
import { basename, join, resolve } from "node:path";
import { cleanLine } from "@classchat/core";
import type { RoomSession } from "./client/session.ts";
import type { Transfer } from "./client/session-events.ts";
import { findFile, newestFiles } from "./find-file.ts";
import { fileSize } from "./input/file-size.ts";
import type { RoomCommand } from "./input/slash-command.ts";
import { CommandFailure, usageFailure } from "./plain/failure.ts";
import { fileLine } from "./plain/message-lines.ts";
import { words } from "./words/words.ts";

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
  return words.files.handingIn(cleanLine(basename(path)));
}

export async function getFile({ file, folder }: Of<"get">, parts: Parts): Promise<string> {
  const { session } = parts;
  const attachment = await findFile(file, session);
  const into = folder === undefined ? await parts.folder() : resolve(atHome(folder));
  session.files.fetch(attachment, into).catch(ignore);
  return words.files.fetching(attachment.name, fileSize(attachment.size));
}

/** The newest ones on one line; the plain commands have a line for each. */
export async function listFiles({ session }: Parts): Promise<string> {
  const files = await newestFiles(mostListed, session);
  if (files.length === 0) return words.files.none;
  return words.files.newest(files.map(fileLine));
}

export async function cancelTransfer({ name }: Of<"cancel">, { session }: Parts): Promise<string> {
  const { running } = session.files;
  const meant = running.filter((transfer) => transfer.name.startsWith(name ?? ""));
  const [only, ...others] = meant;
  if (!only) throw new CommandFailure(nothing(name, running));
  if (others.length > 0) throw usageFailure(words.files.whichOne(meant.map(nameOf)));
  session.files.cancel(only.id);
  return words.files.givesUp(only.name);
}

/** Our own folder has a short name. */
export function atHome(path: string): string {
  return /^~(?:$|[/\\])/u.test(path) ? join(homedir(), path.slice(1)) : path;
}

function nothing(name: string | undefined, running: readonly Transfer[]): string {
  if (running.length === 0 || name === undefined) return words.files.noneOnItsWay;
  return words.files.othersOnTheirWay(running.map(nameOf));
}

function nameOf({ name }: Transfer): string {
  return name;
}

/** It was told as an event. */
function ignore(): void {}
