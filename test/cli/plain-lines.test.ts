import assert from "node:assert/strict";
import type { Member, Message } from "@classchat/core";
import type { Entered } from "classchat/client/session-events";
import { EventWords } from "classchat/plain/event-words";
import { messageLine } from "classchat/plain/message-lines";

const at = new Date(2026, 0, 5, 9, 3).getTime();
const file = { id: "k".repeat(26), name: "notes.txt", size: 12_000, sha256: "0".repeat(64) };

function lineOf(text: string, change: Partial<Message> = {}): string {
  const message: Message = { seq: 14, id: "", from: "kim", role: "student", at, text };
  return messageLine({ ...message, ...change }, "anu");
}

describe("plain lines", () => {
  it("have words for mentors, for files, and for what speaks to oneself [C52]", () => {
    assert.equal(lineOf("hello"), "09:03 kim: hello");
    assert.equal(lineOf("hello", { role: "mentor" }), "09:03 mentor kim: hello");
    assert.equal(lineOf("see @Anu", { role: "mentor" }), "09:03 for you, mentor kim: see @Anu");
    assert.equal(lineOf("to @anu", { from: "anu" }), "09:03 anu: to @anu");
    assert.equal(lineOf("", { file }), "09:03 kim, file notes.txt, 12 kB");
    assert.equal(lineOf("one", { file }), "09:03 kim, file notes.txt, 12 kB: one");
  });

  it("say where code begins, how long it is, and where it ends [C52]", () => {
    const lines = ["look:", "[code, python, 2 lines]", "if x:", "    go()", "[end of code]", "so"];
    const text = "look:\n```python\nif x:\n    go()\n```\nso";
    assert.equal(lineOf(text), `09:03 kim: ${lines.join("\n      ")}`);
    assert.match(lineOf("```\n1\n```"), /: \[code, 1 line\]\n {6}1\n {6}\[end of code\]$/u);
    assert.equal(lineOf("a ``` b"), "09:03 kim: a ``` b");
  });

  it("call a refused message failed, with the reason and what to do [C52]", () => {
    const draft = { id: "1", text: "may I?", at, state: "failed", code: "quiet" } as const;
    const words = new EventWords(() => {});
    const [line, ...others] = words.of({ type: "outbox", drafts: [draft] });
    assert.match(line ?? "", /^failed: may I\? \(The room is quiet, .+\/retry sends it again/u);
    assert.deepEqual([others, words.of({ type: "outbox", drafts: [draft] })], [[], []]);
  });

  it("name those who are there, mentors first, and no more than one can listen to [C52]", () => {
    const students = Array.from(
      { length: 25 },
      (_, n): Member => ({ user: `s${n}`, role: "student" }),
    );
    const few: Member[] = [...students.slice(0, 2), { user: "kim", role: "mentor" }];
    assert.equal(presentOf(few), "here now: mentor kim, s1");
    assert.match(presentOf(students), /^here now: s1, s2, .+, s20 and 4 more$/u);
    assert.equal(presentOf(students.slice(0, 1)), "");
  });
});

/** What `s0` is told who enters. */
function presentOf(present: readonly Member[]): string {
  const entered = { type: "entered", me: { user: "s0", role: "student" }, present } as const;
  const none = { state: { quiet: null, announcement: null }, muted: null, desk: null };
  // Only what is looked at here.
  const words = new EventWords(() => {}).of({ ...entered, ...none } as unknown as Entered);
  assert.equal(words[0], "you are in, as s0");
  return words.slice(1).join("\n");
}
