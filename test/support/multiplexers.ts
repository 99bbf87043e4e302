import { spawnSync } from "node:child_process";
import { writeFileSync } from "node:fs";

/** A program that shows several terminals in one: how a shell is started in it, and how all of it is ended. */
export interface Multiplexer {
  name: "tmux" | "screen";
  args: (session: string, folder: (...names: string[]) => string) => string[];
  end: (session: string) => readonly string[];
}

const shell = ["/bin/sh", "-i"];

export const multiplexers: readonly Multiplexer[] = [
  {
    name: "tmux",
    args: (session) => ["-u", "-L", session, "-f", "/dev/null", "new-session", shell.join(" ")],
    end: (session) => ["-L", session, "kill-server"],
  },
  {
    name: "screen",
    args: (session, folder) => {
      // Left alone, screen has no second page for programs that want the whole window.
      writeFileSync(folder("screenrc"), "altscreen on\nstartup_message off\n");
      return ["-U", "-c", folder("screenrc"), "-S", session, ...shell];
    },
    end: (session) => ["-S", session, "-X", "quit"],
  },
];

export function isInstalled({ name }: Multiplexer): boolean {
  return spawnSync(name, [name === "tmux" ? "-V" : "-v"]).error === undefined;
}

/** Ends it with all that runs in it; it may have ended already. */
export function endMultiplexer(
  { name, end }: Multiplexer,
  session: string,
  env: Record<string, string>,
): void {
  spawnSync(name, end(session), { env: { ...process.env, ...env } });
}
