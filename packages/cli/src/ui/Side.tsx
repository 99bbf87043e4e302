import { Box } from "ink";
import { memo, useMemo } from "react";
import type { RoomView } from "../state/room-view.ts";
import { DeskPanel } from "./DeskPanel.tsx";
import { isDeskCounting } from "./desk-view.ts";
import { HostPanel } from "./HostPanel.tsx";
import { hostRows } from "./host-panel-view.ts";
import { MemberList } from "./MemberList.tsx";
import { isPaced, sideDesk, wantedRows } from "./side-desk.ts";
import { useTones } from "./theme.ts";
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
  const { desk } = view.order;
  const now = useNow((now) => isDeskCounting(desk, now) || (desk && isPaced(view, now)) === true);
  const wanted = wantedRows(view, { width: inner, now });
  const host = useHostRows(view, inner, height - wanted.length - view.present.length - 2);
  const rest = Math.max(1, height - host.length);
  const rows = sideDesk(view, { width: inner, height: rest, now });
  const gap = rows.length > 0 && rest > rows.length + view.present.length + 1 ? 1 : 0;
  return (
    <Box
      flexDirection="column"
      width={width + 1}
      height={height}
      marginLeft={1}
      overflow="hidden"
      borderStyle="single"
      {...(frame.color ? { borderColor: frame.color } : {})}
      borderTop={false}
      borderRight={false}
      borderBottom={false}
    >
      <HostPanel rows={host} />
      <DeskPanel rows={rows} />
      <Box flexShrink={0} height={gap} />
      <MemberList view={view} width={inner} height={rest - rows.length - gap} />
    </Box>
  );
});

// Encoding the QR code anew for each message would cost more than all the rest.
function useHostRows({ name, hosting }: RoomView, width: number, height: number) {
  return useMemo(
    () => (hosting ? hostRows({ ...hosting, name }, { width, height }) : []),
    [name, hosting, width, height],
  );
}
