/** Every bound of the product, in one place. Server and client enforce the same numbers. */
export const limits = {
  userName: { min: 2, max: 24 },
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
  /** Sign-ins wait for scrypt, and a whole class may wait in one queue. */
  signInTimeoutMs: 60_000,
  connectTimeoutMs: 5_000,
  pingIntervalMs: 10_000,
  pingTimeoutMs: 8_000,
  packetBytes: 64 * 1024,

  /** How long someone whose connection broke still counts as present. */
  presenceGraceMs: 10_000,
  /** Comings and goings within this time are told in one notice. */
  presenceGatherMs: 100,

  passwordHashesAtOnce: 2,
  passwordHashesWaiting: 400,
  throttleWindowMs: 15 * 60_000,
  signInFailures: { accountAndAddress: 5, account: 20, address: 30 },
  wrongMentorCodesPerAddress: 10,

  sessionIdleMs: 30 * 24 * 3_600_000,
  sessionLifetimeMs: 180 * 24 * 3_600_000,
  sessionsPerAccount: 10,
  devicesPerAccount: 10,

  /** TXT strings of one DNS-SD service, all together. */
  txtBytes: 400,
  roomCardBytes: 4_096,

  /** Where rooms listen unless told otherwise, so that a bare address finds them. */
  firstPort: 4_242,
  portsTried: 8,
} as const;
