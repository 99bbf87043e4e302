import type { Desk, Mute, RoomState } from "@classchat/core";

/** When something ends by itself, on this computer's clock; `null` where a mentor has to end it. */
export type Until = number | null;

/** The order that the mentors keep in a room, as far as it is told here. */
export interface Order {
  /** Only mentors write. */
  quiet: { by: string; until: Until } | undefined;
  /** Pinned above the messages. */
  announcement: { text: string; by: string } | undefined;
  /** This member may not write; `by` is `null` where the host itself stopped a flood. */
  muted: { by: string | null; until: Until } | undefined;
  /** Mentors alone have one. */
  desk: MentorDesk | undefined;
}

export interface MentorDesk {
  muted: readonly { user: string; until: Until }[];
  banned: readonly string[];
  /** Who forgot a password and waits for a code. */
  resetRequests: readonly string[];
  /** Room on the host's disk. */
  disk: Desk["disk"];
}

export const noOrder: Order = {
  quiet: undefined,
  announcement: undefined,
  muted: undefined,
  desk: undefined,
};

export function quietOf({ quiet }: RoomState): Order["quiet"] {
  return quiet ? { by: quiet.by, until: untilOf(quiet.endsInMs) } : undefined;
}

export function announcementOf({ announcement }: RoomState): Order["announcement"] {
  return announcement ? { text: announcement.text, by: announcement.by } : undefined;
}

export function mutedOf(muted: Mute | null): Order["muted"] {
  return muted ? { by: muted.by, until: untilOf(muted.endsInMs) } : undefined;
}

export function deskOf(desk: Desk | null): MentorDesk | undefined {
  if (!desk) return undefined;
  const muted = desk.muted.map(({ user, endsInMs }) => ({ user, until: untilOf(endsInMs) }));
  const resetRequests = desk.resetRequests.map(({ user }) => user);
  return { muted, banned: desk.banned, resetRequests, disk: desk.disk };
}

/** Whether it still lasts at that time. */
export function lasts({ until }: { until: Until }, now: number): boolean {
  return until === null || until > now;
}

// Clocks differ, so the host tells what remains; it is counted from the moment in which it is told.
function untilOf(endsInMs: number | null): Until {
  return endsInMs === null ? null : Date.now() + endsInMs;
}
