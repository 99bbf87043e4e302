// The files of the demo: what was handed in, and what is on its way, by the line that is typed to see it.

import type { Message } from "@classchat/core";
import type { RoomEvent } from "classchat/state/events";

type Transfer = Extract<RoomEvent, { type: "progress" }>["transfer"];

interface Stage {
  room: string;
  dispatch: (event: RoomEvent) => void;
}

/** That message with a file. */
export function withFile(
  message: Message,
  { name, size }: { name: string; size: number },
): Message {
  const id = String(message.seq)
    .padStart(26, "a")
    .replace(/[^a-z2-7]/gu, "b");
  return { ...message, file: { id, name, size, sha256: "0".repeat(64) } };
}

export const handedIn: readonly (readonly [
  from: string,
  text: string,
  file?: { name: string; size: number },
])[] = [
  ["frau_weber", "The sheet for today:"],
  [
    "frau_weber",
    "Sheet 7: impulse\n\n1. A ball of 0.4 kg hits a wall at 12 m/s and comes back at 9 m/s.\n   What is its impulse?\n2. Another one.",
    { name: "sheet-7.txt", size: 12_345 },
  ],
  ["ben", "thanks"],
  ["小林", "", { name: "測定結果の写真 2026 (1).png", size: 2_140_000 }],
  ["anu", "p = 8.4 N·s", { name: "solution.md", size: 812 }],
];

/** The lines that make something happen to files. */
export function transfers({ room, dispatch }: Stage): Record<string, () => void> {
  const tell = (transfer: Partial<Transfer> & Pick<Transfer, "id" | "name">) =>
    dispatch({ type: "progress", room, transfer: { ...begun, ...transfer } });
  const sheet = { id: "1", name: "sheet-7.txt", size: 5_000_000, way: "fetch" } as const;
  const film = { id: "2", name: "a film with a long name of the experiment.mp4", size: 2e9 };
  return {
    "fetch some": () => tell({ ...sheet, done: 2_150_000 }),
    "send some": () => tell({ ...film, done: 9e8 }),
    "fetch all": () => tell({ ...sheet, done: 5e6, state: "done", path: "/home/anu/sheet-7.txt" }),
    "fail it": () => tell({ ...film, state: "failed", code: "disk-low" }),
    "wait for it": () => tell({ ...film, done: 9e8, state: "waiting" }),
    "send five": () => {
      for (const id of "abcde") tell({ id, name: `photo-${id}.jpg`, done: 100_000 });
    },
    "fill the disk": () =>
      dispatch({
        type: "desk",
        room,
        desk: { muted: [], banned: [], resetRequests: [], disk: "full" },
      }),
  };
}

const begun = { way: "send", size: 1e6, done: 0, startedAt: 0, state: "running" } as const;
