import { execFile } from "node:child_process";
import { copyFile, mkdir, open, rm, stat } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { whyNoRoot } from "./skips.ts";

const run = promisify(execFile);
const sizeBytes = 64 * 1024 * 1024;

/** Why there can be no such disk here, and what to do about it; nothing where there can be one. */
export async function whyNoPowerDisk(script: string): Promise<string | undefined> {
  const reason = whyNoRoot(script);
  if (reason !== undefined) return reason;
  if (!(await works("losetup", "--find"))) return "this machine offers no loop device";
  return (await works("mkfs.ext4", "-V")) ? undefined : "needs mkfs.ext4: apt install e2fsprogs";
}

function works(command: string, ...args: string[]): Promise<boolean> {
  return run(command, args).then(
    () => true,
    () => false,
  );
}

/**
 * A small disk whose power can be cut: a file system in an image. What the operating system only has in memory is
 * not in the image, so that a copy of it is what is left when the power goes.
 */
export class PowerDisk {
  readonly path: string;
  readonly #folder: string;
  #image: string;
  #cuts = 0;

  private constructor(folder: string) {
    this.#folder = folder;
    this.path = join(folder, "mounted");
    this.#image = join(folder, "disk-0.img");
  }

  static async make(folder: string): Promise<PowerDisk> {
    const disk = new PowerDisk(folder);
    await mkdir(disk.path, { recursive: true });
    const image = await open(disk.#image, "w");
    await image.truncate(sizeBytes);
    await image.close();
    await run("mkfs.ext4", ["-q", "-F", disk.#image]);
    await disk.#mount();
    return disk;
  }

  /** Takes what would be left now; `restore` then brings it. Nobody may write meanwhile. */
  async cut(): Promise<{ restore: () => Promise<void> }> {
    this.#cuts += 1;
    const left = join(this.#folder, `disk-${this.#cuts}.img`);
    await copyFile(this.#image, left);
    return { restore: () => this.#exchange(left) };
  }

  /** Whatever went wrong before, nothing stays mounted. The kernel frees the loop device with the mount. */
  async close(): Promise<void> {
    while (await this.#isMounted()) await run("umount", ["--lazy", this.path]);
  }

  async #exchange(image: string): Promise<void> {
    await run("umount", [this.path]);
    await rm(this.#image);
    this.#image = image;
    await this.#mount();
  }

  async #mount(): Promise<void> {
    await run("mount", ["-o", "loop", this.#image, this.path]);
  }

  async #isMounted(): Promise<boolean> {
    const [own, outer] = await Promise.all([stat(this.path), stat(this.#folder)]);
    return own.dev !== outer.dev;
  }
}
