/** Every bound of the product, in one place. Server and client enforce the same numbers. */
export const limits = {
  /** In characters as readers count them; one of those may be many UTF-16 units, of which clients take so many. */
  userName: { min: 2, max: 24, units: 200 },
  emailNameLength: 64,
  passwordLength: { min: 8, max: 128 },
  roomNameLength: 32,
  /** A DNS label holds at most 63 bytes (RFC 1035 §2.3.4); " (2)" must still fit behind the name. */
  roomNameBytes: 58,
  roomTitleLength: 80,

  /** In Unicode code points. */
  messageLength: 4_000,
  /** Messages in one answer: the largest page, and what a newcomer to the screen is shown first. */
  historyPage: 100,
  /** Drafts that one durable step may hold. */
  batchLength: 512,

  requestTimeoutMs: 8_000,
  /** Sign-ins wait for scrypt, a whole class in one queue: so long after the last word from the host, so long in all. */
  signInTimeoutMs: 60_000,
  signInLongestMs: 10 * 60_000,
  /** For each step until a connection is there: TLS, the headers, socket.io's own request. */
  connectTimeoutMs: 5_000,
  httpRequestTimeoutMs: 8_000,
  /** For the other side's goodbye, once a connection is closed. */
  goodbyeMs: 3_000,
  lateConnectionsEveryMs: 1_000,
  pingIntervalMs: 10_000,
  pingTimeoutMs: 8_000,
  packetBytes: 64 * 1024,
  /** Lists and objects within each other, in one packet; the deepest request has two. */
  packetDepth: 8,
  /** Deeper than that it is not even read. */
  packetDepthRead: 64,
  /** Parts of one packet; clients send it whole. */
  packetParts: 8,

  /** Students present in one room, and chat connections from one address, unless the mentor says otherwise. */
  members: 500,
  perAddress: 100,
  mostMembers: 10_000,
  mostPerAddress: 20_000,
  /** Chat connections of a room: so many for each member, and so many guests beside them. */
  seats: { perMember: 2, guests: 100 },
  /** Connections of all kinds for each chat connection: of a room, of one address. */
  socketsPerSeat: { all: 2, address: 4 },
  /** New connections of any kind for each chat connection that there may be. */
  arrivalsPerSeat: { burst: 0.5, perSecond: 0.2 },
  /** So many at once there may be of anyone: each costs a handshake of TLS. */
  arrivalsAtOnce: 10,
  /** Addresses whose new connections are counted; those beyond are counted anew. */
  addressesCounted: 5_000,
  /** Of these, the one that is longest there gives way to the next. */
  connectionsPerAccount: 16,
  /** A guest who asked nothing for so long gives way to others, and then is hung up on. */
  guest: { idleMs: 30_000, longestMs: 10 * 60_000 },
  /** What one read of a connection may bring before it is a websocket; a request of a client has some hundred bytes. */
  httpPieceBytes: 2 * 1024,
  /** Requests for the room's card on one connection. */
  cardRate: { burst: 20, perSecond: 5 },

  /** How long someone whose connection broke still counts as present. */
  presenceGraceMs: 10_000,
  /** Comings and goings within this time are told in one notice. */
  presenceGatherMs: 100,

  passwordHashesAtOnce: 2,
  /** As many as may be connected to a room; they take two and a half minutes. */
  passwordHashesWaiting: 1_000,
  /** How often each who waits is told its place, and how many are told at each step of the queue. */
  places: { everyMs: 1_000, atOnce: 8 },
  throttleWindowMs: 15 * 60_000,
  signInFailures: { accountAndAddress: 5, account: 20, address: 30 },
  wrongMentorCodesPerAddress: 10,

  sessionIdleMs: 30 * 24 * 3_600_000,
  sessionLifetimeMs: 180 * 24 * 3_600_000,
  sessionsPerAccount: 10,
  devicesPerAccount: 10,

  /** A six-digit code by mail, an eight-character one from a mentor. */
  resetCode: { mailMs: 10 * 60_000, mentorMs: 15 * 60_000, attempts: 5 },
  resetRequests: { apartMs: 60_000, windowMs: 3_600_000, account: 3, address: 10 },
  wrongResetCodesPerAddress: 20,
  /** When a guest is told that no mail went out, whatever the mail server still does. */
  mailPatienceMs: 9_000,
  /** They go out one at a time. */
  mailsWaiting: 50,

  /** For how long someone is muted, or a room quiet. */
  restriction: { minMs: 1_000, maxMs: 30 * 24 * 3_600_000 },
  /** Lines between students and mentors that a room keeps. */
  doubtLines: 500,
  /** Lines that one account may ask. */
  doubtRate: { most: 10, windowMs: 60_000 },
  /** Removed messages whose ids are remembered, so that no outbox brings one back. */
  removedIds: 20_000,
  /**
   * What is handed in again is known among so many of a room's newest messages, and beyond them among those of so long a
   * time, up to a bound.
   */
  rememberedIds: { numbers: 20_000, ms: 24 * 3_600_000, mostNumbers: 100_000 },
  /**
   * A room's log is kept in files of so many messages, or bytes. The newest is gone on with after a restart where it has
   * no more than `reloadBytes`: it is read whole for that.
   */
  segment: { messages: 20_000, bytes: 16 * 1024 * 1024, reloadBytes: 256 * 1024 },

  /**
   * Messages of one account: so many at once, then so many a second; some others wait their turn, no longer than
   * a client waits for its answer.
   */
  messageRate: { burst: 10, perSecond: 2, warnBelow: 4, waiting: 12 },
  /** Whoever makes the host hold back so many within a minute is muted. */
  flood: { held: 30, windowMs: 60_000, muteMs: 60_000 },
  /**
   * Packets of one connection, of whatever kind; beyond it nothing is read for a while. Who has brought so many more
   * by then is hung up on: what came in one piece is not held back any more.
   */
  packetRate: { burst: 100, perSecond: 50, debt: 200 },
  /** Bytes of one chat connection; a read costs so many at least, however few it brings. */
  byteRate: { burst: 2 * 1024 * 1024, perSecond: 512 * 1024, least: 256 },
  /**
   * What waits to be sent to one connection: above `soft` for so long without any being taken, or above `hard`,
   * it is hung up on; also when nothing was taken for `stalledMs`, however little waits.
   */
  backlog: {
    soft: { packets: 500, bytes: 2 * 1024 * 1024, forMs: 10_000 },
    hard: { packets: 2_000, bytes: 8 * 1024 * 1024 },
    stalledMs: 30_000,
  },
  /** Pages of one connection that wait until those before them were sent. */
  pagesWaiting: 32,

  /** How often a client says that its user types, how long that is believed, how often it is told. */
  typing: { everyMs: 3_000, believedMs: 6_000, gatherMs: 500, names: 5 },

  file: {
    /** Unless the mentor says otherwise. */
    bytes: 5_000_000,
    /** What one member, and all of a room, may have on the host's disk: more where that is less than so many of the largest. */
    accountBytes: 2_000_000_000,
    accountFiles: 4,
    roomBytes: 20_000_000_000,
    roomFiles: 20,
    /** With less free room than that on its disk the host takes no files, or not even messages. */
    freeBytesForFiles: 500 * 1024 * 1024,
    freeBytesForMessages: 16 * 1024 * 1024,
    nameLength: 255,
    /** The first lines that are told with a text file. */
    preview: { lines: 4, length: 400, bytes: 4_096 },
    /** How long a host keeps the part of an upload that nobody goes on with. */
    unfinishedMs: 24 * 3_600_000,
    ticketMs: 60_000,
    /** Uploads of one account that are not whole; the oldest one that nobody goes on with gives way. */
    uploadsPerAccount: 4,
  },
  transfer: {
    /** A transfer sends so many bytes at a time, and so many pieces ahead of what is acknowledged. */
    chunkBytes: 256 * 1024,
    window: 4,
    /** Pieces that a room sends ahead on all downloads together; each has one at least. */
    sharedWindow: 256,
    /** Only the last piece of a file is smaller. */
    leastBytes: 4 * 1024,
    /** Whoever is waited for and says nothing for so long is gone. */
    timeoutMs: 30_000,
    connectionsPerAccount: 8,
    /** Pieces of all transfers of a room together, for so long after somebody said something. */
    besideChat: { rate: { burst: 2, perSecond: 40 }, forMs: 3_000 },
    /** Packets of one connection; a piece is two of them. */
    packetRate: { burst: 2_000, perSecond: 8_000 },
  },

  /** TXT strings of one DNS-SD service, all together. */
  txtBytes: 400,
  roomCardBytes: 4_096,

  /** Where rooms listen unless told otherwise, so that a bare address finds them. */
  firstPort: 4_242,
  portsTried: 8,
} as const;
