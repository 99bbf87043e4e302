import { Text } from "ink";
import stringWidth from "string-width";
import { activeRoom, type State } from "../state/state.ts";
import type { Tone } from "./colour.ts";
import { isCounting } from "./countdown.ts";
import { hintsThatFit, possibleNow } from "./key-hints.ts";
import type { Layout } from "./layout.ts";
import { type StatusPart, statusParts } from "./status-view.ts";
import { Toned } from "./Toned.tsx";
import { useNow } from "./use-now.ts";

interface Props {
  state: State;
  layout: Layout;
}

const tones = {
  urgent: "pinned",
  below: "warning",
  quiet: "quiet",
} as const satisfies Record<StatusPart["tone"], Tone>;

/** Who is where and what is not as usual; behind that, as far as there is room, what can be done now. */
export function StatusLine({ state, layout }: Props) {
  const view = activeRoom(state);
  const now = useNow((now) => view !== undefined && isCounting(view, now));
  const parts = statusParts(state, { hasSide: layout.side > 0, now });
  const used = parts.reduce((sum, { text }) => sum + stringWidth(text), 0);
  const hints = hintsThatFit(possibleNow(state, layout), layout.columns - used);
  return (
    <Text wrap="truncate">
      {parts.map(({ key, text, tone }) => (
        <Toned key={key} tone={tones[tone]}>
          {text}
        </Toned>
      ))}
      <Toned tone="quiet">{hints}</Toned>
    </Text>
  );
}
