import { cleanLine } from "@classchat/core";
import type { SessionEvent } from "../client/session-events.ts";
import type { CommandOptions } from "../input/command-line.ts";
import { chooseAndPin } from "../plain/choose-room.ts";
import { openClient } from "../plain/client.ts";
import { Input } from "../plain/input.ts";
import { printJson, printLine } from "../plain/output.ts";
import { readPassword } from "../plain/password.ts";
import { takeSeat } from "../plain/seat.ts";
import { words } from "../words/words.ts";

/** Signs in once: with `--remember` later commands need no password, without it no session is left behind. */
export async function run({ words: [name = ""], flags }: CommandOptions): Promise<number> {
  const client = openClient(flags);
  const input = new Input();
  try {
    const { user: login = "", remember = false } = flags;
    const password = await readPassword(flags, input);
    const room = await chooseAndPin(name, flags.code, client);
    let user = login;
    const onEvent = (event: SessionEvent) => {
      if (event.type === "entered") user = cleanLine(event.me.user);
    };
    const { session } = await takeSeat({ room, client, onEvent });
    try {
      await session.signIn({ login, password, remember });
      if (!remember) await session.signOut().catch(() => {});
    } finally {
      await session.close();
    }
    if (flags.json) printJson({ type: "signed-in", room: room.name, user, remembered: remember });
    else printLine(words.commands.login.done(user));
  } finally {
    input.close();
  }
  return 0;
}
