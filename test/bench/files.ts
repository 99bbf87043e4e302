import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startProgram } from "../support/programs.ts";

const [MiB] = [1024 * 1024];
const bytes = Number(process.env.BENCH_MIB ?? 512) * MiB;
const shm = await mkdtemp("/dev/shm/classchat-");
async function first(p: ReturnType<typeof startProgram>): Promise<any> {
  return new Promise((r) => p.onLine((l) => r(JSON.parse(l))));
}
const host = startProgram(
  "serve-room",
  shm,
  JSON.stringify({ files: "any", "max-file": 2 * 1024 * MiB }),
);
const room = await first(host);
const raw = startProgram("raw-tls", shm);
const { port } = await first(raw);
const client = startProgram(
  "move-files",
  room.id,
  String(room.port),
  room.fingerprint,
  "anu",
  room.mentorCode,
);
const results: any[] = [];
client.onLine((l) => {
  results.shift()(JSON.parse(l));
});
const task = (t: object): Promise<any> =>
  new Promise((r) => {
    results.push(r);
    client.process.stdin?.write(`${JSON.stringify(t)}\n`);
  });
for (let i = 0; i < 4; i++) {
  const rate = ({ ms }: any) => bytes / 1e6 / (ms / 1000);
  const up0 = rate(await task({ do: "rawUp", port, bytes }));
  const sent = await task({ do: "upload", bytes });
  const up = rate(sent);
  const down0 = rate(await task({ do: "rawDown", port, bytes }));
  const down = rate(await task({ do: "downloadNowhere", file: sent.file }));
  console.log(
    `raw up ${up0.toFixed(0)} up ${up.toFixed(0)} ${(up / up0).toFixed(2)}  raw down ${down0.toFixed(0)} down ${down.toFixed(0)} ${(down / down0).toFixed(2)}`,
  );
}
for (const p of [client, host, raw]) {
  p.process.stdin?.end();
  await once(p.process, "close");
}
await rm(shm, { recursive: true });
