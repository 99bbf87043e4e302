import * as z from "zod";
import type { ErrorCode } from "./errors.ts";
import { safeFileName } from "./file-names.ts";
import { limits } from "./limits.ts";
import { isEmailName, isRoomName, isUserNameLength, isUserNameShape } from "./names.ts";
import { cleanLine, cleanText, codePoints } from "./text.ts";

// A schema and the type it yields share one name: `UserName` checks, and `UserName` describes.
// Where a check fails for a reason of its own, its message is the code of that reason, see `errors.ts`.

export const UserName = z
  .string()
  .max(limits.userName.units, code("name-length"))
  .transform((name) => name.toWellFormed().normalize("NFC").trim())
  .refine(isUserNameLength, code("name-length"))
  .refine(isUserNameShape, code("name-characters"));
export type UserName = z.output<typeof UserName>;

export const EmailName = z
  .string()
  .max(400, code("email-characters"))
  .transform((name) => name.trim().toLowerCase())
  .refine((name) => !name.includes("@"), code("email-at"))
  .refine(isEmailName, code("email-characters"));
export type EmailName = z.output<typeof EmailName>;

export const Password = z
  .string()
  .max(1_000, code("password-length"))
  .transform((password) => password.toWellFormed().normalize("NFKC"))
  .refine((password) => {
    const length = codePoints(password);
    return length >= limits.passwordLength.min && length <= limits.passwordLength.max;
  }, code("password-length"));

/** What is typed where a password is asked for: any text, for a wrong one is just wrong. */
export const PasswordAttempt = z
  .string()
  .max(1_000)
  .transform((password) => password.toWellFormed().normalize("NFKC"));

export const RoomName = z
  .string()
  .transform((name) => name.normalize("NFC").trim())
  .refine(isRoomName);
export type RoomName = z.output<typeof RoomName>;

/** Made at the room's first start, the same for ever: `[a-z2-7]{12}`, 60 random bits (RFC 4648 §6). */
export const RoomId = z.string().regex(/^[a-z2-7]{12}$/u);
export type RoomId = z.output<typeof RoomId>;

/** SHA-256 of the host's public key (SubjectPublicKeyInfo, RFC 7469 §2.4) in hex. */
export const Fingerprint = z.string().regex(/^[0-9a-f]{64}$/u);
export type Fingerprint = z.output<typeof Fingerprint>;

/** A random secret of 32 bytes in base64url: proves a session or a device. */
export const Token = z.string().regex(/^[\w-]{43}$/u);
export type Token = z.output<typeof Token>;

/** Names one life of a room's log; a log restored from a backup gets another one. */
export const Epoch = z.uuid();
export type Epoch = z.output<typeof Epoch>;

export const Seq = z.int().nonnegative();

/** ms since 1970, as far as dates go (ECMA-262, 21.4.1.1); what lies beyond cannot be written as a day. */
export const Moment = z.int().min(-8.64e15).max(8.64e15);

export const Role = z.enum(["mentor", "student"]);
export type Role = z.output<typeof Role>;

export const MessageText = z
  .string()
  .max(limits.messageLength * 4, code("message-too-long"))
  .transform(cleanText)
  .refine((text) => text.trim() !== "", code("message-empty"))
  .refine((text) => codePoints(text) <= limits.messageLength, code("message-too-long"));

/** What a client hands in. Its `id` is made by the client, so that sending it twice is harmless. */
export const Draft = z.object({ id: z.uuid(), text: MessageText });
export type Draft = z.output<typeof Draft>;

/** Made by the host: 128 random bits in base32, lower case (RFC 4648 §6). */
export const FileId = z.string().regex(/^[a-z2-7]{26}$/u);
export type FileId = z.output<typeof FileId>;

/** Of all bytes of a file, in hex. */
export const Sha256 = z.string().regex(/^[0-9a-f]{64}$/u);

/** A file that a message announces; its bytes are fetched apart. */
export const Attachment = z.object({
  id: FileId,
  name: z.string().max(1_000).transform(safeFileName),
  size: z.int().nonnegative(),
  sha256: Sha256,
});
export type Attachment = z.output<typeof Attachment>;

/**
 * What a client says before the bytes of a file; their hash follows behind them. The message that announces it will
 * have this `id`.
 */
export const FileOffer = z.object({
  id: z.uuid(),
  name: z.string().min(1).max(1_000).transform(safeFileName),
  size: z.int().nonnegative(),
});
export type FileOffer = z.output<typeof FileOffer>;

/** What a room takes; told before anything is sent. */
export const FileRules = z.object({
  kinds: z.enum(["text", "any"]),
  maxBytes: z.int().nonnegative(),
});
export type FileRules = z.output<typeof FileRules>;

/** What the host keeps and every reader sees. `seq` counts up by one within a room; `at` is ms since 1970. */
export const Message = z.object({
  seq: z.int().positive(),
  id: z.uuid(),
  from: z.string().max(limits.userName.units).transform(cleanLine),
  role: Role,
  at: Moment,
  text: z
    .string()
    .max(limits.messageLength * 4)
    .transform(cleanText),
  file: Attachment.optional(),
});
export type Message = z.output<typeof Message>;

/** Somebody's user name as a client is told it. */
const OtherName = z.string().max(limits.userName.units).transform(cleanLine);

/** Someone who may speak in a room, as others see them. */
export const Member = z.object({ user: OtherName, role: Role });
export type Member = z.output<typeof Member>;

/** How long something lasts, where it ends by itself. */
export const DurationMs = z.int().min(limits.restriction.minMs).max(limits.restriction.maxMs);

/** What remains of something that ends by itself; `null` where a mentor has to end it. Clocks may differ. */
const EndsInMs = z.int().nonnegative().nullable();

/** What all members know about the room beside its messages. */
export const RoomState = z.object({
  /** Only mentors write. */
  quiet: z.object({ by: OtherName, endsInMs: EndsInMs }).nullable(),
  /** Pinned above the messages until the next one. */
  announcement: z
    .object({
      text: z
        .string()
        .max(limits.messageLength * 4)
        .transform(cleanText),
      by: OtherName,
      at: Moment,
    })
    .nullable(),
});
export type RoomState = z.output<typeof RoomState>;

/** That a member may not write; `by` is `null` where the host itself stopped a flood. */
export const Mute = z.object({ by: OtherName.nullable(), endsInMs: EndsInMs });
export type Mute = z.output<typeof Mute>;

/** What the mentors of a room have before them, and nobody else. */
export const Desk = z.object({
  muted: z.array(z.object({ user: OtherName, endsInMs: EndsInMs })),
  banned: z.array(OtherName),
  /** Who forgot a password and waits for a code from a mentor; `at` is ms since 1970. */
  resetRequests: z.array(z.object({ user: OtherName, at: Moment })),
  /** Room on the host's disk: too little for files, or hardly any. */
  disk: z.enum(["enough", "low", "full"]),
});
export type Desk = z.output<typeof Desk>;

/** One line between a student and the mentors; `student` is whose exchange it belongs to. */
export const DoubtLine = z.object({
  id: z.uuid(),
  student: OtherName,
  from: OtherName,
  role: Role,
  at: Moment,
  text: z
    .string()
    .max(limits.messageLength * 4)
    .transform(cleanText),
});
export type DoubtLine = z.output<typeof DoubtLine>;

/** All that a host tells before sign-in. `online` counts people, `mentor` is the name of the one who opened it. */
export const RoomCard = z.object({
  app: z.literal("classchat"),
  protocol: z.int().positive(),
  version: z.string().max(40).transform(cleanLine),
  id: RoomId,
  name: z.string().max(200).transform(cleanLine),
  title: z.string().max(400).transform(cleanLine),
  mentor: z.string().max(200).transform(cleanLine).nullable(),
  online: z.int().nonnegative(),
});
export type RoomCard = z.output<typeof RoomCard>;

/** Lets the compiler see that a schema's message is a code of the table. */
function code(code: ErrorCode): ErrorCode {
  return code;
}
