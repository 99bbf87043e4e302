import { randomUUID } from "node:crypto";
import type { Message } from "@classchat/core";
import type { Transfer } from "classchat/client/session-events";
import { emptyEdit, insert } from "classchat/input/editor";
import type { Event } from "classchat/state/events";
import { entered, roomId } from "./views.ts";

const role = "student" as const;
const mentor = { user: "anu", role: "mentor" } as const;
const attachment = { id: "a".repeat(26), size: 12, sha256: "0".repeat(64) };

function message(seq: number, said: Pick<Message, "from" | "text">): Message {
  return { seq, id: randomUUID(), role, at: new Date(2026, 0, 5, 9, seq).getTime(), ...said };
}

function transfer(state: Transfer["state"], text: string): Transfer {
  const started = { size: 10, done: 5, startedAt: 0 };
  return { id: `${state} ${text}`, way: "fetch", name: text, ...started, state, reason: text };
}

function doubt(text: string) {
  return { id: randomUUID(), student: text, from: text, role, at: 4e12, text };
}

/** A room in which all that others can choose is that text; the events in which it comes, by where it is seen. */
export function hostileRoom(
  text: string,
  room: string = roomId,
): Readonly<Record<string, Event[]>> {
  const card = { app: "classchat" as const, protocol: 1, version: text, id: room, online: 1 };
  const opened: Event = { type: "opened", room, name: text, title: text, verified: true };
  const desk = {
    muted: [{ user: text, endsInMs: null }],
    banned: [text],
    resetRequests: [{ user: text, at: 0 }],
    disk: "low" as const,
  };
  const state = {
    quiet: { by: text, endsInMs: null },
    announcement: { text, by: text, at: 0 },
  };
  const present = [text, "ben"].map((user) => ({ user, role }));
  const file = { ...message(3, { from: text, text }), file: { ...attachment, name: text } };
  const messages = [
    message(1, { from: text, text }),
    message(2, { from: "ben", text: `\`\`\`${text.slice(0, 20)}\n${text}\n\`\`\`` }),
    file,
  ];
  const enter = entered({
    room,
    ...{ me: mentor, messages, present, state, desk, doubts: [doubt(text)] },
    card: { ...card, name: text, title: text, mentor: text },
  });
  return {
    messages: [opened, { type: "connection", room, connection: { state: "online" } }, enter],
    "who writes": [{ type: "typing", room, users: [text, "ben", text] }],
    "what mentors decide": [
      { type: "role", room, member: { user: text, role: "mentor" } },
      { type: "deleted", room, seq: 9, by: text },
      { type: "presence", room, joined: [{ user: `${text}2`, role }], left: [text] },
    ],
    "what failed": [
      { type: "outbox", room, drafts: [{ id: "1", text, at: 0, state: "failed" }] },
      { type: "warned", room, about: "mail", text, at: Date.now() },
      { type: "hinted", room, text, tone: "error" },
    ],
    files: (["failed", "running", "waiting", "done"] as const).map(
      (state): Event => ({ type: "progress", room, transfer: transfer(state, text) }),
    ),
  };
}

/** What comes in front of such a room, by its name. */
export function hostileViews(text: string): Readonly<Record<string, Event[]>> {
  const room = roomId;
  const listed = { title: text, mentor: text, host: text, address: text, port: 1, online: 1 };
  const found = (["known", "new", "changed"] as const).map((trust, index) => {
    const id = "bcd".charAt(index).repeat(12);
    return { id, name: text, fingerprint: "0".repeat(64), ...listed, trust, joined: false };
  });
  const rooms: Event = { type: "found", rooms: found };
  const other: Event = { type: "opened", room: "other", name: text, title: text, verified: false };
  return {
    "the messages": [],
    "another tab": [other],
    "a question": [{ type: "asked", room, question: text }],
    "a dropped file": [{ type: "fileDropped", room, path: `/tmp/${text}`, text }],
    "a marked file": [{ type: "fileMarked", room, seq: 3 }, { type: "unhinted" }],
    "a member put out": [
      { type: "unhinted" },
      { type: "connection", room, connection: { state: "refused", code: "kicked" } },
    ],
    "the host's panel": [
      { type: "hosting", room, addresses: ["10.0.0.1"], port: 1, code: "a-b-c-d" },
    ],
    "the card": [
      { type: "hosting", room, addresses: ["10.0.0.1"], port: 1, code: "a-b-c-d" },
      { type: "cardShown", shown: true },
    ],
    "the switcher": [rooms, { type: "switcherShown", shown: true }],
    "the list of rooms": [
      rooms,
      { type: "listMoved", selected: "b".repeat(12) },
      { type: "switched", room: "rooms" },
    ],
    "the help": [{ type: "helpShown", shown: true }],
    "a form": [{ type: "signInAsked", room }],
    "the field": [{ type: "edited", room, field: insert(emptyEdit, text) }],
  };
}
