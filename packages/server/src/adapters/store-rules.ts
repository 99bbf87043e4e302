import type { RoomId, RoomName } from "@classchat/core";
import type {
  Account,
  AccountId,
  Challenge,
  FileRecord,
  Membership,
  RoomRecord,
  Session,
} from "../chat/ports.ts";

// What every store has to decide alike, whatever it keeps it in.

/** The devices with this one as the newest, the oldest ones beyond `keep` left out. */
export function withDevice(devices: readonly string[], device: string, keep: number): string[] {
  return [...devices.filter((known) => known !== device), device].slice(-keep);
}

export function oldest(accounts: readonly Account[]): Account | undefined {
  return accounts.toSorted((a, b) => a.createdAt - b.createdAt)[0];
}

export function isOpen(
  session: Session,
  since: { openedAfter: number; usedAfter: number },
): boolean {
  return session.openedAt > since.openedAfter && session.usedAt > since.usedAfter;
}

/** The digests of the least recently used sessions beyond that many. */
export function endedBeyond(keep: number, sessions: readonly Session[]): string[] {
  const newestFirst = sessions.toSorted((a, b) => b.usedAt - a.usedAt);
  return newestFirst.slice(keep).map(({ digest }) => digest);
}

export function newRoom(name: RoomName, id: RoomId): RoomRecord {
  const nothingYet = { port: undefined, openedBy: undefined, quiet: undefined };
  return { id, name, title: name, ...nothingYet, announcement: undefined };
}

/** Account and room in one string: neither of them contains a space. */
export function memberKey(account: AccountId, room: RoomId): string {
  return `${account} ${room}`;
}

/** Nothing that the room said before someone's first sign-in is unread to them. */
export function newMembership(account: AccountId, room: RoomId, firstSeq: number): Membership {
  return { account, room, firstSeq, lastRead: firstSeq };
}

export function notAMember(): Error {
  return new Error("Only a member of the room can have read something.");
}

/** Whether the file fits beside what its account and its room have, those that are not whole counted in full. */
export function hasRoomFor(
  { account, size }: FileRecord,
  others: readonly FileRecord[],
  { accountBytes, roomBytes }: { accountBytes: number; roomBytes: number },
): boolean {
  const theirs = others.filter((other) => other.account === account);
  return bytesOf(theirs) + size <= accountBytes && bytesOf(others) + size <= roomBytes;
}

export function inOrderOfOffers(files: readonly FileRecord[]): FileRecord[] {
  return files.toSorted((a, b) => a.offeredAt - b.offeredAt);
}

function bytesOf(files: readonly FileRecord[]): number {
  return files.reduce((sum, { size }) => sum + size, 0);
}

/** A challenge as it is kept, with how often its code was tried. */
export interface KeptChallenge extends Challenge {
  attempts: number;
}

/** An account has one challenge of each kind. */
export function challengeKey({ account, kind }: Pick<Challenge, "account" | "kind">): string {
  return `${account} ${kind}`;
}

export const challengeKinds: readonly Challenge["kind"][] = ["mail", "mentor"];

export function mayBeTried(
  { expiresAt, attempts }: KeptChallenge,
  { now, most }: { now: number; most: number },
): boolean {
  return now < expiresAt && attempts < most;
}

export function isSameChallenge(kept: Challenge | undefined, challenge: Challenge): boolean {
  return kept?.codeHash === challenge.codeHash;
}
