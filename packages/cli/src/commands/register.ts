import { check, requests } from "@classchat/core";
import type { CommandOptions } from "../input/command-line.ts";
import { chooseAndPin } from "../plain/choose-room.ts";
import { openClient } from "../plain/client.ts";
import { Input } from "../plain/input.ts";
import { printJson, printLine } from "../plain/output.ts";
import { readNewPassword } from "../plain/password.ts";
import { takeSeat } from "../plain/seat.ts";
import { words } from "../words/words.ts";

/** Makes an account on the host of a room; what is wrong with it is said before the host is asked. */
export async function run({ words: [name = ""], flags }: CommandOptions): Promise<number> {
  const client = openClient(flags);
  const input = new Input();
  try {
    const { user = "", email = "", "mentor-code": mentorCode } = flags;
    const password = await readNewPassword(flags, input);
    const account = { user, email, password, ...(mentorCode === undefined ? {} : { mentorCode }) };
    check(requests["account:register"].input, account);
    const room = await chooseAndPin(name, flags.code, client);
    const { session } = await takeSeat({ room, client });
    try {
      const made = await session.register(account);
      if (flags.json) printJson({ type: "registered", room: room.name, ...made });
      else printLine(words.commands.register.done[made.role](made.user));
    } finally {
      await session.close();
    }
  } finally {
    input.close();
  }
  return 0;
}
