import type { HandlerParts, Handlers } from "./handlers.ts";

type ModerationRequest =
  | "member:mute"
  | "member:unmute"
  | "member:kick"
  | "member:ban"
  | "member:unban"
  | "member:promote"
  | "member:demote"
  | "room:setQuiet"
  | "room:announce"
  | "doubt:ask"
  | "doubt:answer";

export function moderationHandlers({
  room: { moderation, record },
  roles,
}: HandlerParts): Pick<Handlers, ModerationRequest> {
  const { sanctions } = moderation;
  const room = record.name;
  return {
    "member:mute": (input, { seat }) => sanctions.mute(seat, input),
    "member:unmute": (input, { seat }) => sanctions.unmute(seat, input),
    "member:kick": (input, { seat }) => sanctions.kick(seat, input),
    "member:ban": (input, { seat }) => sanctions.ban(seat, input),
    "member:unban": (input, { seat }) => sanctions.unban(seat, input),
    "member:promote": ({ user }, { seat }) => roles.promote({ by: seat, room, user }),
    "member:demote": ({ user }, { seat }) => roles.demote({ by: seat, room, user }),
    "room:setQuiet": async (input, { seat }) => {
      await moderation.setQuiet(seat, input);
      return {};
    },
    "room:announce": async (input, { seat }) => {
      await moderation.announce(seat, input);
      return {};
    },
    "doubt:ask": (input, { seat }) => moderation.doubts.ask(seat, input),
    "doubt:answer": (input, { seat }) => moderation.answer(seat, input),
  };
}
