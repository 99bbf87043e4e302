import { mkdtemp, realpath, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** An empty folder for each test of the suite; removed after the last one, when whoever wrote there has ended. */
export function temporaryFolder(): (...parts: string[]) => string {
  const folders: string[] = [];
  beforeEach(async () => {
    folders.push(await mkdtemp(join(await realpath(tmpdir()), "classchat-")));
  });
  after(async () => {
    for (const folder of folders) await rm(folder, { recursive: true, force: true });
  });
  return (...parts) => join(folders.at(-1) ?? "", ...parts);
}
