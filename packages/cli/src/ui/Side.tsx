import { Box } from "ink";
import { memo } from "react";
import type { RoomView } from "../state/room-view.ts";
import { HostPanel, hostPanelHeight } from "./HostPanel.tsx";
import { MemberList } from "./MemberList.tsx";

interface Props {
  view: RoomView;
  width: number;
  height: number;
}

/** The column on the right: who is here and, on the host, where the room is found. */
export const Side = memo(function Side({ view, width, height }: Props) {
  const inner = width - 1;
  const panel = view.hosting ? hostPanelHeight(view.hosting, inner) : 0;
  return (
    <Box
      flexDirection="column"
      width={width + 1}
      height={height}
      overflow="hidden"
      borderStyle="single"
      borderColor="gray"
      borderTop={false}
      borderRight={false}
      borderBottom={false}
    >
      {view.hosting ? <HostPanel view={view} hosting={view.hosting} width={inner} /> : null}
      <MemberList view={view} width={inner} height={Math.max(1, height - panel)} />
    </Box>
  );
});
