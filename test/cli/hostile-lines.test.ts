import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { type Attachment, type Message, safeFileName } from "@classchat/core";
import { openAuditLog } from "@classchat/server/adapters/audit-log";
import type { Entered, SessionEvent, Transfer } from "classchat/client/session-events";
import { exitSummary } from "classchat/exit-summary";
import { EventWords } from "classchat/plain/event-words";
import { eventObjects, fileLine, historyLine, messageLine } from "classchat/plain/message-lines";
import { jsonOf, lineOf, toldOf } from "classchat/plain/output";
import { progressWords } from "classchat/plain/transfer-words";
import { alertWords } from "classchat/state/alerts";
import { transcript } from "classchat/transcript/transcript";
import { transcriptFormats } from "classchat/transcript/transcript-format";
import { noteWith } from "classchat/ui/terminal-signs";
import { words } from "classchat/words/words";
import { FakeClock } from "../support/fake-clock.ts";
import { strictLogger } from "../support/fakes.ts";
import { hostileRoom } from "../support/hostile-room.ts";
import { hostileTexts } from "../support/hostile-texts.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";
import { after, entered } from "../support/views.ts";

// A line that is printed may break where its text breaks, and has its tabs; nothing else of this.
const forbidden =
  /(?![\n\t])[\p{Cc}\p{Cs}\p{Bidi_Control}\u2028\u2029\u2060-\u2064\ufeff\u{e0000}-\u{e007f}]/u;

const role = "student" as const;

function fileWith(text: string): Message & { file: Attachment } {
  const file = { id: "a".repeat(26), name: text, size: 1, sha256: "0".repeat(64) };
  return { ...messageWith(text), file };
}

function messageWith(text: string): Message {
  return { seq: 1, id: "x", from: text, role, at: 0, text };
}

/** Everything that a session may tell, with that text wherever a text may be. */
function eventsWith(text: string): SessionEvent[] {
  const line = { id: text, student: text, from: text, role, at: 0, text };
  const state = { quiet: { by: text, endsInMs: null }, announcement: { text, by: text, at: 0 } };
  const desk = {
    ...{ muted: [{ user: text, endsInMs: null }], banned: [text] },
    ...{ resetRequests: [{ user: text, at: 0 }], disk: "full" as const },
  };
  const me = { user: text, role };
  const present = [me, { user: `${text}2`, role }];
  const all = { me, present, state, desk, doubts: [line], messages: [fileWith(text)] };
  return [
    entered(all) as Entered,
    { type: "presence", joined: [{ user: `${text}3`, role }], left: [`${text}4`] },
    { type: "outbox", drafts: [{ id: "1", text, at: 0, state: "failed" }] },
    { type: "cleared", upTo: 1, count: 1, by: text, upToAt: 0 },
    { type: "deleted", seq: 1, by: text },
    { type: "state", state: { ...state, announcement: { text: `${text}!`, by: text, at: 1 } } },
    { type: "desk", desk: { ...desk, resetRequests: [{ user: text, at: 1 }] } },
    { type: "doubt", line: { ...line, from: "weber" } },
    { type: "role", member: { user: `${text}5`, role } },
    { type: "typing", users: [text] },
    ...transfersWith(text).map((transfer): SessionEvent => ({ type: "progress", transfer })),
  ];
}

function transfersWith(text: string): Transfer[] {
  const ends = ["done", "failed", "cancelled"] as const;
  return ends.map((state) => {
    const moved = { size: 2, done: 1, startedAt: 0 };
    return { id: state, way: "fetch", name: text, ...moved, state, reason: text, path: text };
  });
}

/** What the plain lines, the objects and the commands without a screen print, each as it leaves the program. */
function printed(text: string): string[] {
  const file = fileWith(text);
  const said = [messageLine(file), messageLine(messageWith(text)), historyLine(file)];
  const events = eventsWith(text);
  const eventWords = new EventWords(() => {});
  const described = { name: text, mentor: text, address: text, code: text };
  const room = Object.values(hostileRoom(text)).flat();
  return [
    ...[...said, fileLine(file)].map(lineOf),
    ...events.flatMap((event) => eventWords.of(event)).map(toldOf),
    ...events.flatMap((event) => eventObjects(text, event)).map(jsonOf),
    ...transfersWith(text).map((transfer) => toldOf(progressWords(transfer, 0, 1))),
    ...exitSummary(after(...room).tabs).map(lineOf),
    toldOf(words.rooms.described(described)),
    lineOf(words.files.saved(safeFileName(text))),
  ];
}

describe("lines with what others choose or say", () => {
  const folder = temporaryFolder();

  for (const [kind, text] of Object.entries(hostileTexts)) {
    it(`have nothing that a terminal acts on: ${kind} [C59]`, () => {
      const lines = printed(text);
      assert.ok(lines.length > 40);
      for (const line of lines) assert.doesNotMatch(line, forbidden, JSON.stringify(line));
    });

    it(`leave the program so in transcripts, too: ${kind} [C59]`, async () => {
      const page = (async function* () {
        yield [messageWith(text), fileWith(text)];
      })();
      for (const format of transcriptFormats) {
        const about = { room: text, title: text, format };
        for await (const piece of transcript(page, about)) {
          assert.doesNotMatch(piece.replaceAll("\r\n", "\n"), forbidden, format);
        }
      }
    });
  }

  it("are notes over other windows without an end of their own [C59]", () => {
    for (const text of Object.values(hostileTexts)) {
      const room = after(...Object.values(hostileRoom(text)).flat());
      const [view] = room.tabs;
      const message = { ...messageWith(text), text: `@anu ${text}` };
      const event = { type: "received", room: "", messages: [message] } as const;
      const note = noteWith((view && alertWords(view, event, "all")) ?? "", "osc777");
      const [start, ...words] = note.slice(1, -1).split("classchat;");
      assert.deepEqual([start, words.length], ["]777;notify;", 1]);
      assert.doesNotMatch(words.join(""), /;/u);
      assert.doesNotMatch(words.join(""), forbidden);
    }
  });

  it("give a reader of objects the text as it was [C59]", () => {
    const value = { text: "a\u009b2J\u202eb\u2028c\u007f" };
    assert.deepEqual(JSON.parse(jsonOf(value)), value);
    assert.doesNotMatch(jsonOf(value), forbidden);
  });

  it("are one line each in the audit log [C59]", async () => {
    const log = openAuditLog(folder(), { clock: new FakeClock(), logger: strictLogger });
    for (const text of Object.values(hostileTexts)) {
      log.record({ room: text, by: text, did: `muted ${text}` });
    }
    await log.close();
    const written = await readFile(folder("audit.log"), "utf8");
    assert.doesNotMatch(written, forbidden);
    assert.equal(written.trimEnd().split("\n").length, Object.keys(hostileTexts).length);
  });
});
