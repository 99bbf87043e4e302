import * as z from "zod";
import { RoomId, Token } from "../model.ts";
import type { Reply } from "../reply.ts";
import { accountNotices, accountRequests } from "./accounts.ts";
import { fileRequests } from "./files.ts";
import { messageNotices, messageRequests } from "./messages.ts";
import { moderationNotices, moderationRequests } from "./moderation.ts";
import { resetNotices, resetRequests } from "./resets.ts";
import { roomNotices, roomRequests } from "./rooms.ts";
import { protocolVersion } from "./version.ts";

export * from "./transfers.ts";
export * from "./version.ts";

/** What a client says when it connects: which room it wants, and who it is if it signed in before. */
export const Handshake = z.object({
  protocol: z.literal(protocolVersion),
  room: RoomId,
  token: Token.optional(),
});
export type Handshake = z.output<typeof Handshake>;

/** What clients may ask. This table is the protocol: types, checks and access all derive from it. */
export const requests = {
  ...accountRequests,
  ...resetRequests,
  ...roomRequests,
  ...messageRequests,
  ...fileRequests,
  ...moderationRequests,
};

/** What the host tells clients unasked. */
export const notices = {
  ...accountNotices,
  ...resetNotices,
  ...roomNotices,
  ...messageNotices,
  ...moderationNotices,
};

export type RequestName = keyof typeof requests;
export type AccessOf<N extends RequestName> = (typeof requests)[N]["access"];
/** A request's input as the host's handler gets it: checked and cleaned. */
export type Input<N extends RequestName> = z.output<(typeof requests)[N]["input"]>;
/** A request's input as a client writes it: what has a default may be left out. */
export type RawInput<N extends RequestName> = z.input<(typeof requests)[N]["input"]>;
export type Output<N extends RequestName> = z.output<(typeof requests)[N]["output"]>;

export type NoticeName = keyof typeof notices;
export type AudienceOf<N extends NoticeName> = (typeof notices)[N]["audience"];
export type NoticePayload<N extends NoticeName> = z.output<(typeof notices)[N]["payload"]>;
/** The notices that go to that audience. */
export type NoticeTo<A extends string> = {
  [N in NoticeName]: A extends AudienceOf<N> ? N : never;
}[NoticeName];

/** socket.io's view of the tables above. */
export type ClientToServerEvents = {
  [N in RequestName]: (input: RawInput<N>, reply: (reply: Reply<Output<N>>) => void) => void;
};
export type ServerToClientEvents = {
  [N in NoticeName]: (payload: NoticePayload<N>) => void;
};
