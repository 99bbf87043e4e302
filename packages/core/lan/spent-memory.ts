import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";

type Collect = (options: { type: "minor" }) => void;

/** How much may come in until the memory is freed that it came in. */
const spentBytes = 4 * 1024 * 1024;

let spent = 0;
let collect: Collect | undefined;

/**
 * Counts bytes of files that came in, and now and then frees the memory that they came in. TLS and websockets take new
 * memory for each record and each piece, outside of V8's heap: left alone, V8 waits for 64 MiB of it and then
 * goes through the whole heap, which takes a third of all that a transfer takes. What is spent lies among the young
 * objects, and looking through these takes a millisecond.
 */
export function countSpent(bytes: number): void {
  spent += bytes;
  if (spent < spentBytes) return;
  spent = 0;
  collect ??= collector();
  collect({ type: "minor" });
}

/** V8's own function, which Node gives to programs that were started for it, and to contexts made after this flag. */
function collector(): Collect {
  setFlagsFromString("--expose-gc");
  const collect: unknown = runInNewContext("globalThis.gc");
  setFlagsFromString("--no-expose-gc");
  return typeof collect === "function" ? (collect as Collect) : () => {};
}
