import type { Counted, FaultKind, Refusal } from "../chat/ports.ts";
import type { Counters } from "./counters.ts";
import type { DiskWatch } from "./disk-watch.ts";
import type { LoopWatch } from "./loop-watch.ts";
import { gauge, processFamilies } from "./process-families.ts";
import { type Family, histogramSamples } from "./prometheus-text.ts";

/** One room as it is now. */
export interface RoomFigures {
  room: string;
  isListening: boolean;
  students: number;
  mentors: number;
  /** Connections of any kind. */
  connections: number;
  /** Those of the chat that were let in. */
  seats: number;
  uploads: number;
  downloads: number;
}

/** Where the numbers come from. */
export interface FigureSources {
  counters: Counters;
  disk: DiskWatch;
  loop: LoopWatch;
  rooms(): readonly RoomFigures[];
  passwordsWaiting(): number;
  freeBytes(): Promise<number>;
}

/** All that is measured, as it is now. */
export async function allFamilies(sources: FigureSources): Promise<Family[]> {
  const { counters, disk, loop } = sources;
  const rooms = sources.rooms();
  return [
    gauge("rooms", "Rooms that are open.", rooms.length),
    ...roomFamilies(rooms),
    ...countedFamilies(counters),
    gauge("passwords_waiting", "Passwords that wait to be hashed.", sources.passwordsWaiting()),
    ...(await diskFamilies(sources, disk)),
    {
      name: "event_loop_delay_seconds",
      type: "histogram",
      help: "The longest wait for the event loop within each second.",
      samples: histogramSamples(loop.delays),
    },
    ...(await processFamilies()),
  ];
}

function roomFamilies(rooms: readonly RoomFigures[]): Family[] {
  const each = (read: (figures: RoomFigures) => Record<string, number>, label: string) =>
    rooms.flatMap((figures) =>
      Object.entries(read(figures)).map(([what, value]) => {
        return { labels: { room: figures.room, [label]: what }, value };
      }),
    );
  const one = (read: (figures: RoomFigures) => number) =>
    rooms.map((figures) => ({ labels: { room: figures.room }, value: read(figures) }));
  return [
    {
      name: "members_online",
      type: "gauge",
      help: "Members who are present.",
      samples: each(({ students, mentors }) => ({ student: students, mentor: mentors }), "role"),
    },
    {
      name: "connections",
      type: "gauge",
      help: "Connections of any kind, before and after they were let in.",
      samples: one(({ connections }) => connections),
    },
    {
      name: "seats",
      type: "gauge",
      help: "Connections of the chat that were let in, guests among them.",
      samples: one(({ seats }) => seats),
    },
    {
      name: "transfers",
      type: "gauge",
      help: "Files that are on their way, seen from the host.",
      samples: each(({ uploads, downloads }) => ({ in: uploads, out: downloads }), "way"),
    },
  ];
}

interface CountedAs {
  name: string;
  help: string;
  labels: readonly string[];
  /** Values of the one label that are told as 0 before they are met, so that one can be warned of the first. */
  known?: readonly string[];
}

const refusals: readonly Refusal[] = [
  "gate",
  "no-seat",
  "idle-guest",
  "oldest",
  "slow-reader",
  "too-fast",
  "bad-packet",
];
const faultKinds: readonly FaultKind[] = ["caught", "exception", "rejection"];

const countedAs: Record<keyof Counted, CountedAs> = {
  requests: {
    name: "requests_total",
    help: "Requests of clients, by how they ended: ok, or the code of the error.",
    labels: ["request", "outcome"],
  },
  handshakes: {
    name: "handshakes_total",
    help: "Connections that asked to be let in: as guest, as member, or refused with that code.",
    labels: ["outcome"],
    known: ["guest", "member"],
  },
  refused: {
    name: "refused_connections_total",
    help: "Connections that were not let in, or put out again.",
    labels: ["reason"],
    known: refusals,
  },
  messages: {
    name: "messages_stored_total",
    help: "Messages that were stored.",
    labels: ["room"],
  },
  notices: { name: "notices_total", help: "Notices to several at once.", labels: ["notice"] },
  deliveries: {
    name: "deliveries_total",
    help: "The same, counted for each connection that got it.",
    labels: ["notice"],
  },
  flood: {
    name: "flood_total",
    help: "Messages that were held because they came too fast, and mutes for going on.",
    labels: ["what"],
    known: ["held", "muted"],
  },
  fileBytes: {
    name: "file_bytes_total",
    help: "Bytes of files.",
    labels: ["way"],
    known: ["in", "out"],
  },
  faults: {
    name: "faults_total",
    help: "Errors that nobody expected: caught with a request, or by nobody.",
    labels: ["kind"],
    known: faultKinds,
  },
  lostLogLines: {
    name: "lost_log_lines_total",
    help: "Lines that the log could not be given.",
    labels: [],
  },
};

function countedFamilies(counters: Counters): Family[] {
  return (Object.keys(countedAs) as (keyof Counted)[]).map((counted) => {
    const { name, help, labels, known = labels.length === 0 ? [""] : [] } = countedAs[counted];
    const met = counters.list(counted);
    const unmet = known.filter((value) => !met.some(({ labels: [label] }) => label === value));
    const all = [...met, ...unmet.map((value) => ({ labels: [value], count: 0 }))];
    const samples = all.map(({ labels: values, count }) => {
      const pairs = labels.map((label, at) => [label, values[at] ?? ""]);
      return { labels: Object.fromEntries(pairs), value: count };
    });
    return { name, type: "counter", help, samples };
  });
}

async function diskFamilies(
  { freeBytes }: Pick<FigureSources, "freeBytes">,
  { durations }: DiskWatch,
): Promise<Family[]> {
  const free = await freeBytes().catch(() => undefined);
  return [
    ...(free === undefined ? [] : [gauge("disk_free_bytes", "Free room on the disk.", free)]),
    {
      name: "write_seconds",
      type: "histogram",
      help: "How long a write takes until it is durable, its wait for its turn included.",
      samples: [...durations].flatMap(([of, histogram]) => histogramSamples(histogram, { of })),
    },
  ];
}
