import { Box } from "ink";
import { activeRoom, type State } from "../state/state.ts";
import { FormPane } from "./FormPane.tsx";
import { type FormView, viewForm } from "./form-view.ts";
import { Help } from "./Help.tsx";
import { Line } from "./Line.tsx";
import { type Layout, promptWidth } from "./layout.ts";
import { RoomsList } from "./RoomsList.tsx";
import { Side } from "./Side.tsx";
import { SwitchList } from "./SwitchList.tsx";
import { Timeline } from "./Timeline.tsx";
import { Toned } from "./Toned.tsx";

interface Props {
  state: State;
  layout: Layout;
  form: FormView | undefined;
}

/** What is in front: a form, the list of rooms, the help, or a room. */
export function Pane({ state, layout, form }: Props) {
  if (form) return <FormPane form={form} size={layout.pane} />;
  const view = activeRoom(state);
  if (layout.body === "help") return <Help top={state.helpTop} size={layout.pane} />;
  if (layout.body === "switcher") return <SwitchList state={state} size={layout.pane} />;
  if (layout.body === "list" || !view) return <RoomsList state={state} size={layout.pane} />;
  return (
    <>
      {layout.banner.map((text) => (
        <Line key={text} tone="proof">
          {text}
        </Line>
      ))}
      <Announcement rows={layout.announcement} />
      <Box flexDirection="row" height={layout.pane.height}>
        <Timeline view={view} size={layout.pane} />
        {layout.side > 0 ? (
          <Side view={view} width={layout.side} height={layout.pane.height} />
        ) : null}
      </Box>
    </>
  );
}

function Announcement({ rows }: { rows: readonly string[] }) {
  if (rows.length === 0) return null;
  return <Toned tone="pinned">{rows.join("\n")}</Toned>;
}

/** The form that is in front, as far as it fits. */
export function paneForm(state: State, { body, pane }: Layout): FormView | undefined {
  const form = body === "firstRun" ? state.firstRun : activeRoom(state)?.form;
  return form && (body === "firstRun" || body === "form") ? viewForm(form, pane) : undefined;
}

const tabsHeight = 1;

/** The cell where the next character will stand. */
export function paneCursor(
  layout: Layout,
  form: FormView | undefined,
): { x: number; y: number } | undefined {
  if (form) return form.cursor && { x: form.cursor.x, y: form.cursor.y + tabsHeight };
  if (!layout.field) return undefined;
  const top = layout.rows - 1 - layout.field.rows.length;
  return { x: promptWidth + layout.field.x, y: top + layout.field.y };
}
