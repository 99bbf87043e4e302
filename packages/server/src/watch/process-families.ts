import { readdir } from "node:fs/promises";
import { protocolVersion, version } from "@classchat/core";
import type { Family } from "./prometheus-text.ts";

/** What the process takes of the computer, and what it was made of. */
export async function processFamilies(): Promise<Family[]> {
  const { rss, heapUsed } = process.memoryUsage();
  const { user, system } = process.cpuUsage();
  return [
    gauge("process_resident_memory_bytes", "Memory that the process has.", rss),
    gauge("process_heap_used_bytes", "Of that, what JavaScript uses.", heapUsed),
    {
      name: "process_cpu_seconds_total",
      type: "counter",
      help: "Time of processors that was used.",
      samples: [{ value: (user + system) / 1e6 }],
    },
    gauge("process_uptime_seconds", "Time since the process began.", process.uptime()),
    ...(await openFiles()),
    {
      name: "build_info",
      type: "gauge",
      help: "Always 1: which version runs, on which Node.",
      samples: [
        { labels: { version, protocol: String(protocolVersion), node: process.version }, value: 1 },
      ],
    },
  ];
}

/** Only Linux tells it. */
async function openFiles(): Promise<Family[]> {
  const names = await readdir("/proc/self/fd").catch(() => undefined);
  if (!names) return [];
  // One of them is that folder itself.
  const help = "Files and connections that are open.";
  return [gauge("process_open_files", help, names.length - 1)];
}

export function gauge(name: string, help: string, value: number): Family {
  return { name, type: "gauge", help, samples: [{ value }] };
}
