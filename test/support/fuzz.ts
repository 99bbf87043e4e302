import fc from "fast-check";

const { FUZZ_SEED, FUZZ_RUNS = "100", FUZZ_PATH } = process.env;
/** Which values are drawn; a failure says it. */
export const fuzzSeed =
  FUZZ_SEED === undefined ? Math.floor(Math.random() * 2 ** 31) : Number(FUZZ_SEED);

interface FuzzOptions<Value> {
  /** Values on which it once failed: they are tried in every run, before all others. */
  kept?: readonly Value[];
  /** How much dearer one try is than a plain function: of so many runs it gets one. */
  cost?: number;
}

/**
 * A test that the claim holds for whatever value of that kind. `FUZZ_SEED` and `FUZZ_RUNS` say which values and how many;
 * a failure shows the smallest value that was found and the command that tries it again.
 */
export function itHolds<Value>(
  title: string,
  values: fc.Arbitrary<Value>,
  claim: (value: Value) => void | Promise<void>,
  { kept = [], cost = 1 }: FuzzOptions<Value> = {},
): void {
  it(title, async function () {
    const property = fc.asyncProperty(values, async (value) => claim(value));
    const failure = await fc.check(property, {
      seed: fuzzSeed,
      numRuns: Math.max(1, Math.ceil(Number(FUZZ_RUNS) / cost)) + kept.length,
      examples: kept.map((value): [Value] => [value]),
      ...(FUZZ_PATH === undefined ? {} : { path: FUZZ_PATH }),
    });
    if (!failure.failed) return;
    const again = againWith(failure.counterexamplePath, this.test?.fullTitle() ?? title);
    throw new Error(`${fc.defaultReportMessage(failure)}\n\nAgain: ${again}`, {
      cause: failure.errorInstance,
    });
  });
}

function againWith(path: string | null, title: string): string {
  const test = `npm run test:fuzz -- --fgrep ${JSON.stringify(title)}`;
  return `FUZZ_SEED=${fuzzSeed} FUZZ_RUNS=${FUZZ_RUNS} FUZZ_PATH=${path ?? ""} ${test}`;
}
