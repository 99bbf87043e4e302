import { foldName, type RoomId } from "@classchat/core";
import type {
  Account,
  AccountStore,
  MemberStore,
  Membership,
  MentorCodeStore,
  RoomRecord,
  RoomStore,
  Session,
  SessionStore,
  Store,
} from "../chat/ports.ts";
import { memoryChallenges } from "./memory-challenges.ts";
import { memoryDoubts } from "./memory-doubts.ts";
import { memoryFiles } from "./memory-files.ts";
import { memoryMessages } from "./memory-messages.ts";
import { memoryStandings } from "./memory-standings.ts";
import {
  endedBeyond,
  isOpen,
  memberKey,
  newMembership,
  newRoom,
  notAMember,
  oldest,
  withDevice,
} from "./store-rules.ts";

/** Keeps everything until the process ends: for tests. */
export function memoryStore(): Store {
  return {
    accounts: memoryAccounts(),
    sessions: memorySessions(),
    mentorCodes: memoryMentorCodes(),
    challenges: memoryChallenges(),
    rooms: memoryRooms(),
    standings: memoryStandings(),
    doubts: memoryDoubts(),
    members: memoryMembers(),
    files: memoryFiles(),
    messages: memoryMessages(),
    close: async () => {},
  };
}

function memoryAccounts(): AccountStore {
  const accounts = new Map<string, Account>();
  const withKey = (keys: readonly string[]) =>
    [...accounts.values()].find(({ nameKeys }) => nameKeys.some((key) => keys.includes(key)));
  const withEmail = (email: string) =>
    [...accounts.values()].find((account) => account.email === email);
  const change = (id: string, fields: Partial<Account>) => {
    const account = accounts.get(id);
    if (account) accounts.set(id, { ...account, ...fields });
  };

  return {
    async create(account) {
      if (withKey(account.nameKeys)) return "name-taken";
      if (withEmail(account.email)) return "email-taken";
      accounts.set(account.id, account);
      return "created";
    },

    async find(id) {
      return accounts.get(id);
    },

    async findByEmail(email) {
      return withEmail(email);
    },

    async findByName(nameKeys) {
      return withKey(nameKeys);
    },

    async addDevice(id, device, keep) {
      change(id, { devices: withDevice(accounts.get(id)?.devices ?? [], device, keep) });
    },

    async setRole(id, role) {
      change(id, { role });
    },

    async changePassword(id, passwordHash) {
      change(id, { passwordHash, devices: [] });
    },

    async firstMentor() {
      return oldest([...accounts.values()].filter(({ role }) => role === "mentor"));
    },
  };
}

function memorySessions(): SessionStore {
  const sessions = new Map<string, Session>();

  return {
    async open(session, keep) {
      const others = [...sessions.values()].filter(({ account }) => account === session.account);
      sessions.set(session.digest, session);
      for (const digest of endedBeyond(keep - 1, others)) sessions.delete(digest);
    },

    async find(digest, since) {
      const session = sessions.get(digest);
      return session && isOpen(session, since) ? session : undefined;
    },

    async touch(digest, usedAt) {
      const session = sessions.get(digest);
      if (session) sessions.set(digest, { ...session, usedAt });
    },

    async end(digest) {
      sessions.delete(digest);
    },

    async endAll(account) {
      const theirs = [...sessions.values()].filter((session) => session.account === account);
      for (const { digest } of theirs) sessions.delete(digest);
      return theirs.map(({ digest }) => digest);
    },
  };
}

function memoryMentorCodes(): MentorCodeStore {
  let open: string | undefined;

  return {
    async replace(digest) {
      open = digest;
    },

    async spend(digest) {
      const isSpent = open === digest;
      if (isSpent) open = undefined;
      return isSpent;
    },
  };
}

function memoryRooms(): RoomStore {
  const rooms = new Map<RoomId, RoomRecord>();
  const named = (name: string) =>
    [...rooms.values()].find((room) => foldName(room.name) === foldName(name));

  return {
    async open(name, newId) {
      const room = named(name) ?? newRoom(name, newId);
      rooms.set(room.id, room);
      return room;
    },

    async update(id, change) {
      const room = rooms.get(id);
      if (room) rooms.set(id, { ...room, ...change });
    },

    async forgetAnnouncement(id, upToAt) {
      const room = rooms.get(id);
      if (!room?.announcement || room.announcement.at > upToAt) return false;
      rooms.set(id, { ...room, announcement: undefined });
      return true;
    },
  };
}

function memoryMembers(): MemberStore {
  const members = new Map<string, Membership>();

  return {
    async admit(account, room, firstSeq) {
      const known = members.get(memberKey(account, room));
      const membership = known ?? newMembership(account, room, firstSeq);
      members.set(memberKey(account, room), membership);
      return membership;
    },

    async markRead(account, room, seq) {
      const known = members.get(memberKey(account, room));
      if (!known) throw notAMember();
      const lastRead = Math.max(known.lastRead, seq);
      members.set(memberKey(account, room), { ...known, lastRead });
      return lastRead;
    },
  };
}
