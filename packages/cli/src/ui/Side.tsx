import { Box } from "ink";
import { memo } from "react";
import { paceAt } from "../state/pace.ts";
import type { RoomView } from "../state/room-view.ts";
import { DeskPanel } from "./DeskPanel.tsx";
import { deskRows, isDeskCounting } from "./desk-view.ts";
import { HostPanel, hostPanelHeight } from "./HostPanel.tsx";
import { MemberList } from "./MemberList.tsx";
import { useTones } from "./theme.ts";
import { openTransfers } from "./transfer-view.ts";
import { useNow } from "./use-now.ts";

interface Props {
  view: RoomView;
  width: number;
  height: number;
}

/** The column on the right: where a hosted room is found, what its mentors have before them, and who is here. */
export const Side = memo(function Side({ view, width, height }: Props) {
  const { frame } = useTones();
  const inner = width - 1;
  const panel = view.hosting ? hostPanelHeight(view.hosting, inner) : 0;
  const rest = Math.max(1, height - panel);
  const { desk } = view.order;
  const transfers = openTransfers(view);
  const now = useNow((now) => isDeskCounting(desk, now) || (desk && isPaced(view, now)) === true);
  const perMinute = paceAt(view.pace, now);
  const { warnings } = view;
  // People have half of what is left, or less where they need less.
  const forDesk = Math.max(Math.floor(rest / 2), rest - view.present.length - 1);
  const rows = desk
    ? deskRows(desk, { width: inner, height: forDesk, now, transfers, perMinute, warnings })
    : [];
  return (
    <Box
      flexDirection="column"
      width={width + 1}
      height={height}
      overflow="hidden"
      borderStyle="single"
      {...(frame.color ? { borderColor: frame.color } : {})}
      borderTop={false}
      borderRight={false}
      borderBottom={false}
    >
      {view.hosting ? <HostPanel view={view} hosting={view.hosting} width={inner} /> : null}
      <DeskPanel rows={rows} />
      <MemberList view={view} width={inner} height={rest - rows.length} />
    </Box>
  );
});

/** Whether the pace is still told: it falls while nothing comes. */
function isPaced({ pace }: RoomView, now: number): boolean {
  return paceAt(pace, now) >= 0.5;
}
