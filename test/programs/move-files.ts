import { createHash, randomUUID } from "node:crypto";
import { createInterface } from "node:readline";
import { setDefaultHighWaterMark } from "node:stream";
import { connect } from "node:tls";
import { download } from "classchat/client/download";
import { type FileSource, openSource } from "classchat/client/file-source";
import { realLan } from "classchat/client/lan";
import { classroomTiming } from "classchat/client/timing";
import type { TransferDoor } from "classchat/client/transfer-door";
import { TransferLine } from "classchat/client/transfer-line";
import { upload } from "classchat/client/upload";
import { nowhereSha256 } from "../support/nowhere-blobs.ts";
import { RawClient } from "../support/raw-client.ts";
import { pour, swallow } from "../support/raw-stream.ts";
import { password } from "../support/world.ts";

// Moves files as the client does. Each line of stdin is a JSON task, each line of stdout what came of it.
interface Task {
  do:
    | "upload"
    | "uploadNowhere"
    | "uploadFile"
    | "downloadNowhere"
    | "download"
    | "rawUp"
    | "rawDown";
  bytes?: number;
  path?: string;
  /** The id of the message, to go on with what was begun. */
  draft?: string;
  file?: string;
  folder?: string;
  port?: number;
}

// As the command does.
setDefaultHighWaterMark(false, 64 * 1024);

const [room = "", port = "", fingerprint = "", user = "", mentorCode] = process.argv.slice(2);
const client = new RawClient({ id: room, port: Number(port) });
const code = mentorCode ? { mentorCode } : {};
const account = { user, email: user, password };
// It has its account already if it was started before; a mentor code may have been used.
await client
  .request("account:register", { ...account, ...code })
  .catch(() => client.request("account:register", account))
  .catch(() => {});
await client.request("account:signIn", { login: user, password });
client.socket.offAny();
const piece = Buffer.alloc(1024 * 1024, "the quick brown fox\n");
const { signal } = new AbortController();
const onProgress = () => {};
const door: TransferDoor = {
  timing: classroomTiming,
  offer: (offer) => client.request("file:offer", offer),
  fetch: (file) => client.request("file:fetch", { file }),
  cancel: (file) => client.request("file:cancel", { file }),
  open: (ticket) =>
    TransferLine.open({
      endpoint: { address: "127.0.0.1", port: Number(port) },
      agent: realLan.agent(fingerprint, "127.0.0.1"),
      ...{ room, ticket, signal, timing: classroomTiming },
    }),
};

const tasks: Record<Task["do"], (task: Task) => Promise<object>> = {
  upload: async ({ bytes = 0 }) => send(generated(bytes)),
  uploadNowhere: async ({ bytes = 0 }) => send(generated(bytes, nowhereSha256)),
  uploadFile: async ({ path = "", draft }) =>
    send(await openSource(path, { kinds: "any", maxBytes: Number.MAX_SAFE_INTEGER }), draft),
  downloadNowhere: async ({ file = "" }) => timed(() => fetchNowhere(file)),
  download: async ({ file = "", folder = "" }) =>
    timed(async () => ({ path: await download({ file, folder, door, onProgress, signal }) })),
  rawUp: async ({ port = 0, bytes = 0 }) => raw("up", port, bytes),
  rawDown: async ({ port = 0, bytes = 0 }) => raw("down", port, bytes),
};

for await (const line of createInterface(process.stdin)) {
  const task = JSON.parse(line) as Task;
  process.stdout.write(`${JSON.stringify(await tasks[task.do](task))}\n`);
}
process.exit();

async function send(source: FileSource, draft: string = randomUUID()) {
  return timed(async () => {
    const message = await upload({ source, draft, door, onProgress, signal });
    await source.close();
    return { file: message.file?.id, seq: message.seq };
  });
}

async function fetchNowhere(file: string): Promise<object> {
  const { ticket } = await door.fetch(file);
  const line = await door.open(ticket, signal);
  await line.receive(0, { take: async () => {} });
  line.close();
  return {};
}

async function raw(way: "up" | "down", port: number, bytes: number): Promise<object> {
  const socket = connect({ port, host: "127.0.0.1", rejectUnauthorized: false });
  await new Promise((resolve) => socket.once("secureConnect", resolve));
  return timed(async () => {
    socket.write(`${way} ${bytes}`.padEnd(32));
    if (way === "up") await pour(socket, bytes);
    await swallow(socket, way === "up" ? 1 : bytes);
    socket.destroy();
    return {};
  });
}

async function timed(work: () => Promise<object>): Promise<object> {
  const start = performance.now();
  const result = await work();
  return { ...result, ms: performance.now() - start };
}

function sha256Of(size: number): string {
  const hash = createHash("sha256");
  for (let left = size; left > 0; left -= piece.length) hash.update(piece.subarray(0, left));
  return hash.digest("hex");
}

/** A file that needs no disk: the same piece again and again. */
function generated(size: number, sha256 = sha256Of(size)): FileSource {
  return {
    ...{ name: "generated.txt", path: "", size, changedAt: 0 },
    seen: size,
    sha256: async () => sha256,
    read: async (offset, into) => {
      const from = offset % piece.length;
      return piece.subarray(from, Math.min(piece.length, from + into.length, from + size - offset));
    },
    close: async () => {},
  };
}
