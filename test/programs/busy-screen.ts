// The real screen of a room that has so many messages and where so many a second come in, from a timer instead of a
// host. Begins to count when the first key is pressed; at `/quit` it writes what it took to the file, as JSON.

import { randomUUID } from "node:crypto";
import { writeFileSync } from "node:fs";
import type { Message } from "@classchat/core";
import type { Actions } from "classchat/state/actions";
import { Model } from "classchat/state/model";
import { runScreen } from "classchat/ui/screen";

const [messages = "0", perSecond = "0", file = ""] = process.argv.slice(2);
const room = "abcdefghijkl";
const start = new Date(2026, 0, 5, 9, 0).getTime();
const model = new Model();
const { dispatch } = model;
const nothing = () => {};
let counted: { cpu: NodeJS.CpuUsage; at: number } | undefined;
let seq = 0;

const sentences = [
  "What is the unit of impulse again?",
  "N·s です。kg·m/s と同じ 👍",
  "I think it wants the vector form, see the figure on page 12 of the hand-out, next to the one of the ball.",
  "@anu do you have the sheet?",
  "First\n  p = m · v\nthen\n  F = dp / dt",
];

function message(): Message {
  seq++;
  const text = `${sentences[seq % sentences.length]} (${seq})`;
  const from = `student-${seq % 30}`;
  return { seq, id: randomUUID(), from, role: "student", at: start + seq * 2_000, text };
}

function enter(): void {
  const first = Array.from({ length: Number(messages) }, message);
  const title = "Mechanics, 9b";
  dispatch({ type: "opened", room, name: "physics", title, verified: true });
  dispatch({ type: "connection", room, connection: { state: "online" } });
  const mentor = "frau_weber";
  const version = { app: "classchat", protocol: 1, version: "0.1.0" } as const;
  const present = Array.from({ length: 30 }, (_, i) => `student-${i}`);
  dispatch({
    type: "entered",
    room,
    me: { user: "anu", role: "student" },
    card: { ...version, id: room, name: "physics", title, mentor, online: 30 },
    readableAbove: 0,
    lastRead: seq,
    head: seq,
    messages: first,
    present: present.map((user) => ({ user, role: "student" as const })),
    restarted: false,
    clearedSeq: 0,
    deleted: [],
    state: { quiet: null, announcement: null },
    files: { kinds: "text", maxBytes: 5_000_000 },
    muted: null,
    desk: null,
    doubts: [],
  });
}

const actions: Actions = {
  submit: (_, line) => {
    if (line === "/quit") dispatch({ type: "quit" });
  },
  typing: () => {
    counted ??= { cpu: process.cpuUsage(), at: performance.now() };
  },
  complete: async () => undefined,
  compose: async (text) => text,
  quit: nothing,
  read: nothing,
  older: nothing,
  giveCode: nothing,
  signIn: nothing,
  register: nothing,
  createMentor: nothing,
  requestReset: nothing,
  reset: nothing,
  answer: nothing,
  sendText: nothing,
  join: nothing,
  leave: nothing,
};

enter();
if (Number(perSecond) > 0) {
  const say = () => dispatch({ type: "received", room, messages: [message()] });
  setInterval(say, 1_000 / Number(perSecond));
}
await runScreen({ model, actions });
if (counted) {
  const { user, system } = process.cpuUsage(counted.cpu);
  const wallMs = performance.now() - counted.at;
  const took = { cpuMs: (user + system) / 1_000, wallMs, rss: process.memoryUsage().rss, seq };
  writeFileSync(file, JSON.stringify(took));
}
process.exit(0);
