// The real screen with events from a script instead of a host, for tests of the screen. What it is to
// show is named by the first argument; what the screen asks for is answered here.

import { randomUUID } from "node:crypto";
import { tmpdir } from "node:os";
import type { ErrorCode, Message } from "@classchat/core";
import { composeOutside } from "classchat/outside-editor";
import type { Actions } from "classchat/state/actions";
import { Model } from "classchat/state/model";
import { runScreen } from "classchat/ui/screen";
import { handedIn, transfers, withFile } from "./demo-files.ts";
import { lesson } from "./demo-lesson.ts";
import { notices } from "./demo-notices.ts";
import { spoken } from "./demo-timeline.ts";
import { hostileRoom } from "./hostile-room.ts";
import { hostileTexts } from "./hostile-texts.ts";

const room = "abcdefghijkl";
const start = new Date(2026, 0, 5, 9, 0).getTime();
const model = new Model();
const { dispatch } = model;
let seq = 0;

function message(from: string, text: string): Message {
  seq++;
  const role = from === "frau_weber" ? "mentor" : "student";
  return { seq, id: randomUUID(), from, role, at: start + seq * 20_000, text };
}

function say(from: string, text: string): void {
  dispatch({ type: "received", room, messages: [message(from, text)] });
}

function enter(messages: Message[], title = "Mechanics, 9b"): void {
  dispatch({ type: "connection", room, connection: { state: "online" } });
  dispatch({ ...entering(messages), card: { ...card, title } });
  dispatch({
    type: "presence",
    room,
    joined: [{ user: "frau_weber", role: "mentor" }],
    left: [],
  });
}

function entering(messages: Message[]) {
  return {
    type: "entered",
    room,
    me: { user: "anu", role: "student" },
    card: { ...card, title: "" },
    readableAbove: 0,
    lastRead: 0,
    head: seq,
    messages,
    present: ["anu", "ben", "дмитрий", "小林"].map((user) => ({ user, role: "student" as const })),
    restarted: false,
    ...untouched,
  } as const;
}

const untouched = {
  clearedSeq: 0,
  deleted: [],
  state: { quiet: null, announcement: null },
  files: { kinds: "text" as const, maxBytes: 5_000_000 },
  muted: null,
  desk: null,
  doubts: [],
};

const card = {
  app: "classchat",
  protocol: 1,
  version: "0.1.0",
  id: room,
  name: "physics",
  mentor: "frau_weber",
  online: 5,
} as const;

const said = [
  ["frau_weber", "Good morning. Question 3 is due at the end of the lesson."],
  ["ben", "What is the unit of impulse again?"],
  ["小林", "N·s です。kg·m/s と同じ 👍"],
  ["дмитрий", "кто понял задачу номер пять?"],
  ["anu", "I think it wants the vector form, see the figure on page 12 of the hand-out."],
  ["frau_weber", "Exactly.\n  p = m · v\n  F = dp / dt"],
] as const;

const opened = {
  type: "opened",
  room,
  name: "physics",
  title: "Mechanics, 9b",
  verified: true,
} as const;

function open(): void {
  dispatch(opened);
}

const actions: Actions = {
  submit: (_, line) => submit(line),
  giveCode: (_, words) => {
    if (words) dispatch({ type: "formRefused", room, code: "wrong-room-code" });
    else dispatch({ type: "signInAsked", room });
  },
  signIn: (_, { password }) => {
    const code: ErrorCode = "wrong-password";
    if (password === "correct horse") enter([]);
    else dispatch({ type: "formRefused", room, code });
  },
  register: () => enter([]),
  createMentor: () => dispatch({ type: "firstRunDone" }),
  requestReset: (_, email) => {
    const delivery = email === "no.mail" ? "mentor" : "mail";
    dispatch({ type: "resetRequested", room, delivery });
    if (email === "broken") dispatch({ type: "mailFailed", room });
  },
  reset: (_, { resetCode }) => {
    if (resetCode === "123456") enter([]);
    else dispatch({ type: "formRefused", room, code: "wrong-reset-code" });
  },
  answer: (_, isYes) => {
    dispatch({ type: "answered", room });
    const about = { upTo: seq, count: seq, by: "anu", upToAt: Date.now() };
    if (isYes) dispatch({ type: "cleared", room, ...about });
  },
  complete: async (line) =>
    line === "/file ~/no"
      ? { line: "/file ~/notes", choices: ["notes.txt", "notes-2.txt"] }
      : undefined,
  sendText: (_, text) => say("anu", `a file of ${text.trimEnd().split("\n").length} lines`),
  compose: (text) => composeOutside(text, tmpdir()),
  typing: () => {},
  older: () => {},
  read: () => {},
  join: (name) => {
    dispatch({ type: "opened", room, name: "physics", title: `joined ${name}`, verified: false });
    enter([], `joined ${name}`);
  },
  leave: () => dispatch({ type: "left", room }),
  quit: () => {},
};

const inLesson: Record<string, () => void> = {
  ...lesson({ room, head: () => seq, dispatch, onceHeld }),
  ...transfers({ room, dispatch }),
  ...notices({ room, dispatch, say }),
};

function onceHeld(react: () => void): void {
  const stop = model.subscribe(() => {
    if (model.get().hint?.tone !== "held") return;
    stop();
    react();
  });
}

/** A tab behind the first, in which anu was spoken to. */
function openOther(): void {
  const other = { room: "mnopqrstuvwx", name: "maths" };
  dispatch({ ...opened, ...other });
  dispatch({
    ...entering([]),
    room: other.room,
    card: { ...card, id: other.room, name: "maths", title: "" },
  });
  const messages = ["@anu?", "nobody", "ask @Anu."].map((text) => message("ben", text));
  dispatch({ type: "received", room: other.room, messages });
}

function submit(line: string): void {
  inLesson[line]?.();
  if (line === "crash in render") say("ben", 0 as never);
  else if (line === "crash in a timer") setTimeout(() => crash("in a timer"), 0);
  else if (line === "/quit") dispatch({ type: "quit" });
  else if (!Object.hasOwn(inLesson, line)) say("anu", line);
}

function crash(where: string): never {
  throw new Error(`deliberate crash ${where}`);
}

const hostile =
  "x\u001b[31m\u001b]0;PWNED\u0007\u001b]52;c;QQ==\u0007\u0007\u001b[?25l\u202ey\u001b[2J";

const scripts: Record<string, () => void> = {
  chat: () => {
    open();
    enter(said.map(([from, text]) => message(from, text)));
  },
  files: () => {
    open();
    enter(
      handedIn.map(([from, text, file]) => {
        const said = message(from, text);
        return file ? withFile(said, file) : said;
      }),
    );
  },
  timeline: () => {
    open();
    enter(spoken.map(([from, text]) => message(from, text)));
    openOther();
  },
  long: () => {
    open();
    enter(Array.from({ length: 300 }, (_, index) => message("ben", `line ${index + 1}`)));
    setInterval(() => say("ben", `later ${seq}`), 20);
  },
  hostile: () => {
    dispatch({ type: "opened", room, name: hostile, title: hostile, verified: true });
    enter([message("ben", "before"), message(hostile, `${hostile}\nsecond\u001b[5Aline`)], hostile);
    say("zoé", `z${"\u0301".repeat(40)} 👨‍👩‍👧‍👦 👋🏽 ❤️ end`);
    dispatch({ type: "presence", room, joined: [{ user: hostile, role: "student" }], left: [] });
    dispatch({ type: "hinted", text: hostile, tone: "error" });
  },
  "hostile rooms": () => {
    for (const [index, text] of Object.values(hostileTexts).entries()) {
      const id = `${String.fromCharCode(97 + index)}`.repeat(12);
      dispatch({ type: "bellSet", room: id, bell: "off" });
      for (const event of Object.values(hostileRoom(text, id)).flat()) dispatch(event);
    }
  },
  code: () => {
    open();
    dispatch({ type: "codeAsked", room });
  },
  "sign-in": () => {
    open();
    dispatch({ type: "signInAsked", room });
  },
  offline: () => {
    scripts.chat?.();
    const retryAt = Date.now() + 10_000;
    dispatch({ type: "connection", room, connection: { state: "offline", retryAt } });
  },
  tabs: () => {
    scripts.chat?.();
    const maths = "mathsaaaaaaa";
    dispatch({ ...opened, room: maths, name: "maths", title: "" });
    dispatch({ type: "received", room: maths, messages: [message("ben", "are you here?")] });
    dispatch({ type: "found", rooms: [listed("chemistry", "new"), listed("maths", "known")] });
  },
  rooms: () => {
    dispatch({ type: "found", rooms: [listed("physics", "new"), listed("maths", "known")] });
  },
  host: () => {
    scripts.chat?.();
    const code = "maple-otter-river-seven";
    dispatch({ type: "hosting", room, addresses: ["192.168.1.20"], port: 4_242, code });
  },
  "first-run": () => {
    scripts.host?.();
    dispatch({ type: "firstRunAsked" });
  },
};

function listed(name: string, trust: "known" | "new") {
  const id = name.padEnd(12, "a");
  const place = { host: "cc.local", address: "192.168.1.20", port: 4_242 };
  const people = { mentor: "frau_weber", online: 12, trust, joined: false };
  return { id, name, title: `${name} today`, fingerprint: "0".repeat(64), ...place, ...people };
}

scripts[process.argv[2] ?? "chat"]?.();
await runScreen({ model, actions });
process.exit(0);
