import { Box } from "ink";
import type { Hosting } from "../state/events.ts";
import type { RoomView } from "../state/room-view.ts";
import { words } from "../words/words.ts";
import { cut, drawableAddress, drawableLine } from "./drawable.ts";
import { Line } from "./Line.tsx";
import { codeWords, packed } from "./packed-words.ts";

const { hosted } = words.screen;

interface Props {
  view: RoomView;
  hosting: Hosting;
  width: number;
}

/** Where the students find the room, and the words they prove it with: large enough to be read out. */
export function HostPanel({ view, hosting, width }: Props) {
  return (
    <Box flexDirection="column" flexShrink={0}>
      <Line bold>{cut(` ${drawableLine(view.name)}`, width)}</Line>
      {addressRows(hosting).map((address) => (
        <Line key={address}>{cut(` ${address}`, width)}</Line>
      ))}
      <Line>{""}</Line>
      <Line tone="quiet">{cut(` ${hosted.roomCode}`, width)}</Line>
      {codeRows(hosting.code, width).map((row) => (
        <Line key={row} tone="proof">{` ${row}`}</Line>
      ))}
      <Line>{""}</Line>
      <Line tone="quiet">{cut(` ${joinCommand(view.name)}`, width)}</Line>
      <Line tone="quiet">{cut(` ${hosted.mentors}`, width)}</Line>
      <Line tone="quiet">{"─".repeat(width)}</Line>
    </Box>
  );
}

export function hostPanelHeight(hosting: Hosting, width: number): number {
  return 7 + addressRows(hosting).length + codeRows(hosting.code, width).length;
}

/** What is typed to come in; names with spaces stand in quotes. */
function joinCommand(name: string): string {
  const word = drawableLine(name);
  return ["classchat", "join", word.includes(" ") ? `"${word}"` : word].join(" ");
}

function addressRows({ addresses, port }: Hosting): string[] {
  if (addresses.length === 0) return [`! ${hosted.nobodyFindsIt}`];
  return addresses.slice(0, 3).map((address) => drawableAddress({ address, port }));
}

/** The words with room around them, as many in a row as fit. */
function codeRows(code: string, width: number): string[] {
  return packed(codeWords(code), { width: width - 1, gap: 1 }).map((row) => row.join(" "));
}
