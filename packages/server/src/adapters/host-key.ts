import {
  createPrivateKey,
  generateKeyPairSync,
  type KeyObject,
  randomUUID,
  X509Certificate,
} from "node:crypto";
import { chmod, link, mkdir, open, readFile, rename, rm } from "node:fs/promises";
import { join } from "node:path";
import type { Fingerprint } from "@classchat/core";
import { fingerprintOf } from "@classchat/core/lan";
import { HostRefusal } from "../host-refusal.ts";
import { selfSignedCertificate } from "./certificate.ts";

/** Who this host is to its students. What TLS wants, and the fingerprint that clients remember. */
export interface HostKey {
  /** PEM, PKCS #8. */
  key: string;
  /** PEM; made anew at each start, for nobody looks at more of it than its key. */
  certificate: string;
  fingerprint: Fingerprint;
}

const keyFile = "key.pem";

/**
 * The host's key in this folder, made at the first start. A file that is there is never replaced: with
 * another key every client would refuse this host, so a damaged one is an error for a person to solve.
 */
export async function openHostKey(folder: string): Promise<HostKey> {
  const file = join(folder, keyFile);
  const key = (await readKey(file)) ?? (await makeKey(folder, file));
  const certificate = selfSignedCertificate(createPrivateKey(key), "classchat.local");
  return { key, certificate, fingerprint: fingerprintOf(new X509Certificate(certificate)) };
}

async function readKey(file: string): Promise<string | undefined> {
  try {
    const key = await readFile(file, "utf8");
    checkKey(key);
    // A copy from a backup may have come back for everyone to read.
    await chmod(file, 0o600);
    return key;
  } catch (cause) {
    if (isMissing(cause)) return undefined;
    throw new HostRefusal("key-damaged", { file }, { cause });
  }
}

function checkKey(pem: string): void {
  const { asymmetricKeyType, asymmetricKeyDetails }: KeyObject = createPrivateKey(pem);
  const isOurs = asymmetricKeyType === "ec" && asymmetricKeyDetails?.namedCurve === "prime256v1";
  if (!isOurs) throw new Error("It is no EC P-256 key.");
}

async function makeKey(folder: string, file: string): Promise<string> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const { privateKey } = generateKeyPairSync("ec", { namedCurve: "prime256v1" });
  const key = privateKey.export({ type: "pkcs8", format: "pem" }).toString();
  const temporary = join(folder, `${keyFile}.${randomUUID()}`);
  try {
    await writeDurably(temporary, key);
    await keepFirst(temporary, file);
    await syncFolder(folder);
  } finally {
    await rm(temporary, { force: true });
  }
  // Read back and not taken from here: another process may have been first.
  return readFile(file, "utf8");
}

async function writeDurably(file: string, text: string): Promise<void> {
  const handle = await open(file, "wx", 0o600);
  try {
    await handle.writeFile(text);
    await handle.sync();
  } finally {
    await handle.close();
  }
}

// A second name for the file, given only if nobody has it: unlike a rename it never overwrites a key. The file
// systems of memory sticks know no second names; there the lock of the data directory has to suffice.
async function keepFirst(temporary: string, file: string): Promise<void> {
  try {
    await link(temporary, file);
  } catch (error) {
    if (!isCode(error, "EEXIST")) await rename(temporary, file);
  }
}

/** Makes the new name outlive a power cut. Windows cannot open a folder, and needs no such step. */
async function syncFolder(folder: string): Promise<void> {
  if (process.platform === "win32") return;
  const handle = await open(folder, "r");
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

function isMissing(error: unknown): boolean {
  return isCode(error, "ENOENT");
}

function isCode(error: unknown, code: string): boolean {
  return error instanceof Error && "code" in error && error.code === code;
}
