import { Box, useApp, useCursor, useInput, usePaste, useWindowSize } from "ink";
import { useEffect, useSyncExternalStore } from "react";
import type { Actions } from "../state/actions.ts";
import type { Model } from "../state/model.ts";
import { activeRoom, type State } from "../state/state.ts";
import { words } from "../words/words.ts";
import { Card } from "./Card.tsx";
import { Composer } from "./Composer.tsx";
import { isCounting } from "./countdown.ts";
import { Hint } from "./Hint.tsx";
import type { HandOver } from "./hand-over.ts";
import { paste, press } from "./keyboard.ts";
import { type Keystroke, keystrokes } from "./keystroke.ts";
import { Line } from "./Line.tsx";
import { layoutOf, smallest } from "./layout.ts";
import { Palette } from "./Palette.tsx";
import { Pane, paneCursor, paneForm } from "./Pane.tsx";
import { StatusLine } from "./StatusLine.tsx";
import { Tabs } from "./Tabs.tsx";
import { Transfers } from "./Transfers.tsx";
import { Theme } from "./theme.ts";
import { areTransfersGoing } from "./transfer-view.ts";
import { useNow } from "./use-now.ts";
import { useRawKeys } from "./use-raw-keys.ts";
import { useRead } from "./use-read.ts";

interface Props {
  model: Model;
  actions: Actions;
  handOver: HandOver;
  redraw: () => void;
}

function isMoving(state: State, now: number): boolean {
  const view = activeRoom(state);
  if (!view) return false;
  return (state.hint?.tone === "held" && isCounting(view, now)) || areTransfersGoing(view, now);
}

/** The whole window: tabs, what is in front, hints, the field, the status line. */
export function App({ model, actions, handOver, redraw }: Props) {
  const state = useSyncExternalStore(model.subscribe, model.get);
  const window = useWindowSize();
  useNow((now) => isMoving(state, now));
  const layout = layoutOf(state, window);
  const form = paneForm(state, layout);
  const { exit, suspendTerminal } = useApp();
  const suspend = handOver.by(suspendTerminal);
  const { setCursorPosition } = useCursor();

  const desk = { model, actions, window, suspend, redraw };
  const pressKey = (keystroke: Keystroke) => press(desk, keystroke);
  useInput((input, key) => keystrokes(input, key).forEach(pressKey));
  useRawKeys(pressKey);
  usePaste((text) => paste(desk, text));
  useRead(actions, activeRoom(state));
  useEffect(() => {
    if (state.quit) exit();
  }, [state.quit, exit]);

  const tooSmall = window.columns < smallest.columns || window.rows < smallest.rows;
  setCursorPosition(tooSmall ? undefined : paneCursor(layout, form));
  if (tooSmall) return <Line>{words.screen.windowTooSmall}</Line>;

  const hosted = layout.body === "card" ? activeRoom(state) : undefined;
  if (hosted?.hosting)
    return (
      <Theme value={state.theme}>
        <Card shown={{ ...hosted.hosting, name: hosted.name }} window={window} />
      </Theme>
    );

  return (
    <Theme value={state.theme}>
      <Box flexDirection="column" width={window.columns} height={window.rows} overflow="hidden">
        <Tabs state={state} columns={window.columns} />
        <Pane state={state} layout={layout} form={form} />
        <Transfers rows={layout.transfers} />
        <Hint rows={layout.hint} tone={layout.isAsked ? "question" : state.hint?.tone} />
        {layout.typing.map((text) => (
          <Line key="typing" tone="quiet">{` ${text}`}</Line>
        ))}
        <Palette rows={layout.palette} />
        {layout.field ? <Composer field={layout.field} /> : null}
        <StatusLine state={state} layout={layout} />
      </Box>
    </Theme>
  );
}
