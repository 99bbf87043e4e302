import type { Member } from "@classchat/core";
import { Box, Text } from "ink";
import stringWidth from "string-width";
import type { RoomView } from "../state/room-view.ts";
import { words } from "../words/words.ts";
import { cut, drawableLine } from "./drawable.ts";
import { Line } from "./Line.tsx";
import { useNames } from "./theme.ts";
import { useOrder } from "./use-order.ts";

interface Props {
  view: RoomView;
  width: number;
  height: number;
}

/** Who is here, mentors first and with a star: colour alone would not reach everyone. */
export function MemberList({ view, width, height }: Props) {
  const nameStyle = useNames();
  const order = useOrder();
  const members = sorted(view.present);
  const places = Math.max(0, height - 1);
  const shown = members.length > places ? members.slice(0, places - 1) : members;
  return (
    <Box flexDirection="column">
      <Line bold>{` ${words.screen.members.here(members.length)}`}</Line>
      {shown.map((member) => (
        <Text key={member.user} wrap="truncate">
          {member.role === "mentor" ? " ★ " : "   "}
          <Text {...nameStyle(member.user)} bold={false}>
            {order(nameOf(member, view, width - 3))}
          </Text>
        </Text>
      ))}
      {shown.length < members.length ? (
        <Line tone="quiet">{`   ${words.screen.more(members.length - shown.length)}`}</Line>
      ) : null}
    </Box>
  );
}

function nameOf({ user }: Member, { me }: RoomView, width: number): string {
  const name = drawableLine(user);
  const you = ` ${words.screen.members.you}`;
  return user === me?.user ? cut(name, width - stringWidth(you)) + you : cut(name, width);
}

const byName = new Intl.Collator();

function sorted(present: readonly Member[]): Member[] {
  return [...present].sort(
    (a, b) =>
      Number(b.role === "mentor") - Number(a.role === "mentor") || byName.compare(a.user, b.user),
  );
}
