import { execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { copyFile, mkdir } from "node:fs/promises";
import { userInfo } from "node:os";
import { join } from "node:path";
import { freePort } from "../../../support/free-port.ts";

const daemon = "/usr/sbin/sshd";

/** A server for scp on loopback, with keys of its own, that ends with the bench. */
export interface Sshd {
  /** The arguments of `scp` before the two files. */
  options: string[];
  /** How `scp` names a path there. */
  there(path: string): string;
  end(): Promise<void>;
}

/** Starts it in that folder; undefined where OpenSSH is not installed. */
export async function startSshd(folder: string): Promise<Sshd | undefined> {
  if (!existsSync(daemon)) return undefined;
  for (const name of ["host-key", "user-key"]) makeKey(join(folder, name));
  await copyFile(join(folder, "user-key.pub"), join(folder, "authorized-keys"));
  // It gives up its rights in there, if it has any.
  await mkdir("/run/sshd", { recursive: true }).catch(() => {});
  const port = await freePort();
  const server = spawn(daemon, ["-D", "-e", "-f", "/dev/null", ...daemonOptions(folder, port)], {
    stdio: ["ignore", "ignore", "pipe"],
  });
  await once(server.stderr, "data");
  server.stderr.resume();
  return {
    options: ["-q", "-P", String(port), "-i", join(folder, "user-key"), ...clientOptions(folder)],
    there: (path) => `${userInfo().username}@127.0.0.1:${path}`,
    end: async () => {
      server.kill();
      await once(server, "exit");
    },
  };
}

function makeKey(path: string): void {
  execFileSync("ssh-keygen", ["-q", "-t", "ed25519", "-N", "", "-f", path]);
}

function daemonOptions(folder: string, port: number): string[] {
  return [
    ...["-p", String(port), "-h", join(folder, "host-key")],
    ...options({
      ListenAddress: "127.0.0.1",
      AuthorizedKeysFile: join(folder, "authorized-keys"),
      StrictModes: "no",
      PidFile: "none",
      UsePAM: "no",
      Subsystem: "sftp internal-sftp",
    }),
  ];
}

function clientOptions(folder: string): string[] {
  return options({
    StrictHostKeyChecking: "no",
    UserKnownHostsFile: join(folder, "known-hosts"),
    IdentitiesOnly: "yes",
  });
}

function options(values: Record<string, string>): string[] {
  return Object.entries(values).flatMap(([name, value]) => ["-o", `${name}=${value}`]);
}
