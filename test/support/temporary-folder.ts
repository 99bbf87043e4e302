import { mkdtemp, realpath, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** An empty folder for each test of the suite, removed after it. */
export function temporaryFolder(): (...parts: string[]) => string {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(await realpath(tmpdir()), "classchat-"));
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));
  return (...parts) => join(folder, ...parts);
}
