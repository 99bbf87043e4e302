import { demoScreen } from "../support/demo-terminal.ts";
import { keys, type Terminal } from "../support/terminal.ts";

type Size = readonly [columns: number, rows: number];

const large: Size = [120, 40];
const smallest: Size = [20, 6];
const tour: readonly Size[] = [smallest, [64, 16], [33, 9], [47, 12], smallest, [80, 24], large];

/** What is in sight in every size: in the first row, and in that of the cursor before and after an `x` is typed. */
interface Marks {
  top: RegExp;
  field: RegExp;
  typed: RegExp;
}

const inRoom: Marks = { top: /^\[1 physics/u, field: /^›$/u, typed: /^› x$/u };

describe("windows from 120×40 to 20×6", function () {
  this.slow(5_000);
  const show = demoScreen({ cols: large[0], rows: large[1] });

  /** Through all sizes and back: each time the whole view and nothing else, and the same where the size is. */
  const goThroughSizes = async (terminal: Terminal, marks: Marks): Promise<void> => {
    await typeAndTakeBack(terminal, marks);
    const seen = new Map([[String(large), terminal.text()]]);
    for (const size of tour) {
      terminal.resize(...size);
      await typeAndTakeBack(terminal, marks);
      const before = seen.get(String(size));
      if (before !== undefined) await terminal.waitFor((screen) => screen.text() === before);
      seen.set(String(size), terminal.text());
    }
  };

  /** What was drawn for a key was drawn in the new size. */
  const typeAndTakeBack = async (
    terminal: Terminal,
    { top, field, typed }: Marks,
  ): Promise<void> => {
    const isWhole = (row: RegExp) => (screen: Terminal) => {
      const lines = screen.lines();
      const isFieldThere = row.test(lines[screen.cursor().y] ?? "");
      return top.test(lines[0] ?? "") && isFieldThere && /^ \S/u.test(lines.at(-1) ?? "");
    };
    await terminal.waitFor(isWhole(field));
    terminal.type("x");
    await terminal.waitFor(isWhole(typed));
    terminal.type(keys.backspace);
    await terminal.waitFor(isWhole(field));
  };

  it("show the room with all around it, questions, commands and the switcher [C57]", async () => {
    const terminal = await show("files");
    terminal.type(`fetch some${keys.enter}pin a lot${keys.enter}`);
    await terminal.waitFor("Read this");
    await goThroughSizes(terminal, inRoom);
    terminal.type(`clear it${keys.enter}`);
    await terminal.waitFor("Everyone loses them");
    await goThroughSizes(terminal, inRoom);
    terminal.type(`n${keys.enter}/`);
    await terminal.waitFor(/^› \/$/mu);
    await goThroughSizes(terminal, { ...inRoom, field: /^› \/$/u, typed: /^› \/x$/u });
    terminal.type(keys.backspace + keys.ctrl("k"));
    await terminal.waitFor("Go to a room");
    await goThroughSizes(terminal, inRoom);
  });

  it("show forms and the list of rooms, with the row that has the keys [C57]", async () => {
    const terminal = await show("sign-in");
    terminal.type(`anu${keys.enter}secret`);
    await terminal.waitFor("******");
    await goThroughSizes(terminal, { ...inRoom, field: /[^*]\*{6}$/u, typed: /[^*]\*{7}$/u });
    await terminal.close();
    const list = await show("rooms");
    await goThroughSizes(list, { ...inRoom, top: /^\[1 rooms\]/u });
  });

  it("show the host's own screen and the help, and of the card what fits [C57]", async () => {
    const terminal = await show("host");
    await goThroughSizes(terminal, inRoom);
    terminal.type(`/help${keys.enter}`);
    await terminal.waitFor("open another room");
    await resizeAndBack(terminal, / an…$/mu);
    terminal.type("x");
    await terminal.waitFor("Good morning");
    terminal.type(`/card${keys.enter}`);
    await terminal.waitFor((screen) => !screen.text().includes("Good morning"));
    await resizeAndBack(terminal, /MAPLE/iu);
  });

  it("are whole again when they were small for less than a moment [C57]", async () => {
    const terminal = await show("chat");
    await typeAndTakeBack(terminal, inRoom);
    const before = terminal.text();
    terminal.resize(...smallest);
    terminal.resize(...large);
    await terminal.waitFor((screen) => screen.text() === before);
  });

  /** Any key would leave what is in front. */
  const resizeAndBack = async (terminal: Terminal, inSmallest: RegExp): Promise<void> => {
    const before = terminal.text();
    terminal.resize(...smallest);
    await terminal.waitFor(inSmallest);
    terminal.resize(...large);
    await terminal.waitFor((screen) => screen.text() === before);
  };
});
