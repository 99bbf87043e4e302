import type {
  Attachment,
  DoubtLine,
  EmailName,
  Epoch,
  FileId,
  Message,
  NoticePayload,
  NoticeTo,
  Role,
  RoomId,
  RoomName,
  UserName,
} from "@classchat/core";

// What the chat needs from the world. Each interface has one adapter for production under `adapters/` and
// one for tests; the chat itself never learns which of them it was given.
//
// A method is a whole step. Nobody reads, decides and writes back: between the two, another request, or
// another server of a campus, could have changed what was read. What resolves is durable: it outlives a
// kill -9 and a power cut. What rejects has changed nothing. A full disk rejects with `ChatError("disk-full")`.

export interface Store {
  accounts: AccountStore;
  sessions: SessionStore;
  mentorCodes: MentorCodeStore;
  challenges: ChallengeStore;
  rooms: RoomStore;
  standings: StandingStore;
  doubts: DoubtStore;
  members: MemberStore;
  messages: MessageStore;
  files: FileStore;
  close(): Promise<void>;
}

/** Made by the host, never taken from a client. */
export type AccountId = string;

export interface Account {
  id: AccountId;
  user: UserName;
  /** The keys under which the user name is taken, see `nameKeys` of core. */
  nameKeys: string[];
  email: EmailName;
  role: Role;
  passwordHash: string;
  /** Digests of the device tokens that signed in before, oldest first. */
  devices: string[];
  createdAt: number;
}

export interface AccountStore {
  /** Keeps the account, or says which of its names another account has. */
  create(account: Account): Promise<"created" | "name-taken" | "email-taken">;

  find(id: AccountId): Promise<Account | undefined>;

  findByEmail(email: string): Promise<Account | undefined>;

  /** The account whose user name has any of the keys. */
  findByName(nameKeys: readonly string[]): Promise<Account | undefined>;

  /** Remembers the device, and forgets the oldest ones beyond `keep`. */
  addDevice(id: AccountId, device: string, keep: number): Promise<void>;

  setRole(id: AccountId, role: Role): Promise<void>;

  /** Sets the password, and forgets all devices: whoever knew the old one is a stranger from now on. */
  changePassword(id: AccountId, passwordHash: string): Promise<void>;

  /** The mentor whose account is the oldest, if there is a mentor at all. */
  firstMentor(): Promise<Account | undefined>;
}

/** A sign-in that goes on. Only the digest of its token is kept. */
export interface Session {
  digest: string;
  account: AccountId;
  openedAt: number;
  usedAt: number;
}

export interface SessionStore {
  /** Keeps the session, and ends the account's least recently used ones beyond `keep`. */
  open(session: Session, keep: number): Promise<void>;

  /** The session, if it was opened after `openedAfter` and used after `usedAfter`. */
  find(
    digest: string,
    since: { openedAfter: number; usedAfter: number },
  ): Promise<Session | undefined>;

  /** Sets when it was last used; nothing if it ended meanwhile. */
  touch(digest: string, usedAt: number): Promise<void>;

  end(digest: string): Promise<void>;

  /** Ends all sessions of the account, and gives their digests. */
  endAll(account: AccountId): Promise<string[]>;
}

/** At most one mentor code is open in a data directory. Only its digest is kept. */
export interface MentorCodeStore {
  /** Opens this code; an earlier one is void. */
  replace(digest: string): Promise<void>;

  /** Closes the code if it is the open one, and says whether it was: true only once, even to many at once. */
  spend(digest: string): Promise<boolean>;
}

export interface RoomRecord {
  id: RoomId;
  name: RoomName;
  title: string;
  /** Where it listened last, so that it is found there again without mDNS. */
  port: number | undefined;
  /** The mentor who opened the room and may read all of it. */
  openedBy: AccountId | undefined;
  /** Only mentors write, until then (ms since 1970) or, with `null`, until it is taken back. */
  quiet: { by: UserName; until: number | null } | undefined;
  /** Pinned above the messages. */
  announcement: { text: string; by: UserName; at: number } | undefined;
}

export interface RoomStore {
  /** The room of that name (compared by `foldName`), made with this id if there is none. */
  open(name: RoomName, newId: RoomId): Promise<RoomRecord>;

  /** Changes what is named; what is named as undefined is no more. */
  update(id: RoomId, change: Partial<Omit<RoomRecord, "id" | "name">>): Promise<void>;

  /** Takes the announcement away, if it was made by then, so that nothing of its text stays on the disk. */
  forgetAnnouncement(id: RoomId, upToAt: number): Promise<boolean>;
}

/** What a mentor decided about an account in a room. */
export interface Standing {
  account: AccountId;
  room: RoomId;
  /** As it is written, for the lists of the mentors. */
  user: UserName;
  /** May not write until then (ms since 1970), or with `null` until it is taken back; `by` is `null` for the host. */
  muted: { by: UserName | null; until: number | null } | undefined;
  banned: { by: UserName; at: number } | undefined;
}

export interface StandingStore {
  /** All accounts of the room about whom something is decided. */
  list(room: RoomId): Promise<Standing[]>;

  /** Keeps it in place of what was decided before; nothing is kept where nothing is decided any more. */
  set(standing: Standing): Promise<void>;
}

/** A line between a student and the mentors of a room. */
export interface KeptDoubt extends DoubtLine {
  /** The student's. */
  account: AccountId;
  /** Whose line it is. `author` and `id` together make it one of its kind. */
  author: AccountId;
}

export interface DoubtStore {
  /**
   * Keeps the line and forgets the room's oldest ones beyond `keep`. What is already kept (same author and id)
   * is given again, as it was.
   */
  add(room: RoomId, line: KeptDoubt, keep: number): Promise<{ kept: KeptDoubt; isNew: boolean }>;

  /** The newest lines, of one student or of all, at most `limit`, the oldest first. */
  list(room: RoomId, of: { account?: AccountId; limit: number }): Promise<KeptDoubt[]>;

  /** Takes away all that was said by then, so that nothing of its text stays on the disk. */
  clear(room: RoomId, upToAt: number): Promise<void>;
}

/** A one-time code that sets a new password. Each account has at most one of each kind open. */
export interface Challenge {
  account: AccountId;
  /** How it is handed over. */
  kind: "mail" | "mentor";
  /** Of the code, by the `PasswordHasher`: it is short enough to be guessed from a plain digest. */
  codeHash: string;
  /** ms since 1970. */
  expiresAt: number;
}

export interface ChallengeStore {
  /** Opens it; an earlier one of its account and kind is void. */
  open(challenge: Challenge): Promise<void>;

  /**
   * Counts an attempt and gives the challenge, unless there is none, it is too old, or this would be an
   * attempt more than `most`. Counted here, before the code is looked at, a hundred at once are a hundred.
   */
  spendAttempt(
    of: Pick<Challenge, "account" | "kind">,
    bounds: { now: number; most: number },
  ): Promise<Challenge | undefined>;

  /**
   * Closes it, and whatever else is open for its account, if it is still this one, and says whether it was:
   * true only once, even to many at once.
   */
  redeem(challenge: Challenge): Promise<boolean>;
}

/** An account in a room. */
export interface Membership {
  account: AccountId;
  room: RoomId;
  /** The room's last `seq` when this account first signed in to it; never changes. */
  firstSeq: number;
  lastRead: number;
}

export interface MemberStore {
  /** The membership; made with this `firstSeq` if there is none yet. */
  admit(account: AccountId, room: RoomId, firstSeq: number): Promise<Membership>;

  /** Moves `lastRead` forward, never back, and gives where it then is. */
  markRead(account: AccountId, room: RoomId, seq: number): Promise<number>;
}

/** A message that has no `seq` yet. `author` and `id` together make it one of its kind. */
export type Unnumbered = Omit<Message, "seq"> & { author: AccountId };

/** Which messages a clear is about: all, what was said before `olderThan` (ms since 1970), all but the newest `keep`. */
export interface ClearScope {
  olderThan?: number;
  keep?: number;
}

/** What was taken out of a room's log. */
export interface Removals {
  /** Up to where the room was cleared; 0 for never. */
  readonly clearedSeq: number;
  /** The messages above it that were removed one by one, in order; the newest `limits.removedIds` of them. */
  readonly deleted: readonly number[];
}

export interface MessageStore {
  /**
   * Keeps the batch in one durable step, all or nothing, and numbers it in its order: `seq` goes on from the
   * room's last by one each. What is already kept (same author and id) keeps its `seq` and is given again;
   * what was kept and has been removed since is not kept again, and undefined stands in its place.
   */
  append(room: RoomId, batch: readonly Unnumbered[]): Promise<(Message | undefined)[]>;

  /** The oldest messages with a `seq` above `after`, at most `limit`, in order of `seq`. */
  after(room: RoomId, range: { after: number; limit: number }): Promise<Message[]>;

  /** The newest messages with `after` < `seq` < `before`, at most `limit`, in order of `seq`. */
  before(room: RoomId, range: { after: number; before: number; limit: number }): Promise<Message[]>;

  /** What that author handed in under that id, if it is kept. */
  findDraft(room: RoomId, of: { author: AccountId; id: string }): Promise<Message | undefined>;

  /** The last `seq` that was given out in the room; 0 before the first. */
  head(room: RoomId): Promise<number>;

  /** Up to where `clear` would go, and how many messages it would take away. */
  measure(room: RoomId, scope: ClearScope): Promise<{ upTo: number; count: number }>;

  /**
   * Takes away all messages up to that `seq` and remembers their ids. Gives how many there still were and, for
   * what was said beside the log, until when: the time of the last message that was ever cleared.
   */
  clear(room: RoomId, upTo: number): Promise<{ upTo: number; count: number; upToAt: number }>;

  /** Takes one message away like that; false if there is none. */
  remove(room: RoomId, seq: number): Promise<boolean>;

  removals(room: RoomId): Promise<Removals>;

  /**
   * Sees to it that nothing of the text that was taken away stays on the disk. A step of its own, because a
   * full disk may keep it from it; asked again, it goes on with what is left to do.
   */
  scrub(room: RoomId): Promise<void>;

  /** Names this life of the room's log. */
  epoch(room: RoomId): Promise<Epoch>;

  /** Gives the log a new epoch: it was restored, and clients may know more than it does. */
  renewEpoch(room: RoomId): Promise<Epoch>;
}

/** A file that is being handed in, or that a message announces. */
export interface FileRecord extends Attachment {
  room: RoomId;
  /** Whose it is, and the id that they gave to the message. */
  account: AccountId;
  draft: string;
  /** When it was offered, in ms since 1970. */
  offeredAt: number;
  /** Of the message that announces it; nothing before. */
  seq: number | undefined;
}

export interface FileStore {
  /**
   * Keeps the offer if there is room for it among what the account and the room have, those that are not
   * whole yet counted in full. What the account offered as the same draft before is given again.
   */
  offer(
    record: FileRecord,
    room: { accountBytes: number; roomBytes: number },
  ): Promise<FileRecord | undefined>;

  find(id: FileId): Promise<FileRecord | undefined>;

  /** Says which message announces it. */
  announce(id: FileId, seq: number): Promise<void>;

  /** Those of the room, in the order in which they were offered. */
  list(room: RoomId): Promise<FileRecord[]>;

  /** Removes them, so that nothing of their names stays on the disk. */
  remove(ids: readonly FileId[]): Promise<void>;
}

/** Which file's bytes are meant. Both parts were made by the host. */
export interface BlobName {
  room: RoomId;
  file: FileId;
}

/** The bytes of files. A file is kept whole or not at all: until then it is a part, which may be gone on with. */
export interface Blobs {
  /** Goes on with a part, or begins one. `see` is given all of its bytes in order, those already there first. */
  write(name: BlobName, see: (bytes: Uint8Array) => void): Promise<BlobWriter>;

  /** Throws `file-not-found` where there is no whole file of that name. */
  read(name: BlobName): Promise<BlobReader>;

  /** Removes the file or the part of it; harmless if there is none. */
  remove(name: BlobName): Promise<void>;

  /** All of the room, whole or not. */
  list(room: RoomId): Promise<FileId[]>;

  /** How many bytes of the file are there, whole or not; 0 for none. */
  size(name: BlobName): Promise<number>;

  /** Free room on the disk that holds them. */
  freeBytes(): Promise<number>;
}

export interface BlobWriter {
  /** How many bytes are there. */
  readonly size: number;
  /** Adds to the end; rejects with `ChatError("disk-full")` where there is no room for it, and is done for then. */
  add(bytes: Uint8Array): Promise<void>;
  /** SHA-256 of all bytes, in hex. */
  sha256(): string;
  /** Makes the part the whole file, durably, and closes. */
  keep(): Promise<void>;
  /** Leaves the part as it is. */
  close(): Promise<void>;
}

export interface BlobReader {
  readonly size: number;
  /** At most `length` bytes from `offset` on; empty at the end. */
  read(offset: number, length: number): Promise<Uint8Array>;
  close(): Promise<void>;
}

/** Tells those who are connected to one room. The protocol says who hears which notice. */
export interface Broadcaster {
  toMembers<N extends NoticeTo<"members">>(name: N, payload: NoticePayload<N>): void;
  toEveryone<N extends NoticeTo<"everyone">>(name: N, payload: NoticePayload<N>): void;
  toMentors<N extends NoticeTo<"mentors">>(name: N, payload: NoticePayload<N>): void;
  toAccount<N extends NoticeTo<"account">>(
    account: AccountId,
    name: N,
    payload: NoticePayload<N>,
  ): void;
}

/** The connections to one room. */
export interface Door {
  /** Hangs up on all connections of the account; what it was told before still reaches it. */
  hangUp(account: AccountId): void;
}

/** Who makes a request: one connection. */
export interface Caller {
  tell<N extends NoticeTo<"connection">>(name: N, payload: NoticePayload<N>): void;
}

/** The connections to all rooms of the host. */
export interface Connections {
  /** Tells the session that it ended, and hangs up. */
  endSession(digest: string): void;
}

/** Why a mail did not go out. */
export type MailFailureReason =
  /** Nothing listens there, or there is no such computer. */
  | "unreachable"
  /** It listens and does not answer in time. */
  | "silent"
  /** It offers no encryption, or somebody on the way took the offer out. */
  | "no-encryption"
  | "certificate"
  /** Name or password are wrong. */
  | "sign-in"
  /** It answered, and will not have this mail. */
  | "rejected";

export class MailFailure extends Error {
  override readonly name = "MailFailure";
  readonly reason: MailFailureReason;

  /** `answer` is what the mail server said, if it said anything. */
  constructor(reason: MailFailureReason, answer: string, options: ErrorOptions = {}) {
    super(answer, options);
    this.reason = reason;
  }
}

/** Sends one mail at a time; both methods reject with a `MailFailure`. */
export interface Mailer {
  /** Resolves when the mail server took it. */
  send(mail: { to: string; subject: string; text: string }): Promise<void>;

  /** Does all that sending does before the mail is named: connects, encrypts, signs in. */
  probe(): Promise<void>;

  /** Gives up what is under way; nothing goes out from then on. */
  close(): void;
}

/** The log of who decided what, for the mentors to read later. */
export interface Audit {
  /** Plain words; never a message's text, never a secret. `room` is a room's name; `by` a user name. */
  record(entry: { room: string; by: string; did: string }): void;
}

/** Slow on purpose. Takes its time in a bounded queue; rejects with `ChatError("busy")` when that is full. */
export interface PasswordHasher {
  hash(password: string): Promise<string>;
  verify(password: string, hash: string): Promise<boolean>;
}

export interface CommonPasswords {
  has(password: string): boolean;
}

/** Everything unpredictable, and the digest under which a random secret is kept. */
export interface Secrets {
  /** A new id for an account. */
  id(): string;
  /** A new `RoomId`. */
  roomId(): RoomId;
  /** A new `FileId`. */
  fileId(): FileId;
  /** A new `Token`. */
  token(): string;
  /** That many letters and digits, without those that look alike (I, L, O, U). */
  code(length: number): string;
  /** That many digits. */
  digits(length: number): string;
  /** SHA-256 in base64url: enough for secrets that were random to begin with. */
  digest(secret: string): string;
}

export interface Logger {
  /** What should not have happened, and goes on all the same. */
  error(message: string, cause: unknown): void;
}
