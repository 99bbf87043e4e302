import type { FlagValues } from "../input/command-line.ts";
import { words } from "../words/words.ts";
import { usageFailure } from "./failure.ts";
import type { Input } from "./input.ts";
import { askUnseen, canAsk } from "./prompt.ts";

/** The password: from stdin, from the environment, or asked for on a terminal. */
export async function readPassword(flags: FlagValues, input: Input): Promise<string> {
  return (await givenPassword(flags, input)) ?? askForPassword();
}

/** What the one at the terminal types. */
export async function askForPassword(): Promise<string> {
  if (canAsk()) return askUnseen(words.rooms.password);
  throw usageFailure(words.rooms.noPassword);
}

/** A new password; on a terminal it is asked for twice, for nobody sees what was typed. */
export async function readNewPassword(flags: FlagValues, input: Input): Promise<string> {
  const given = await givenPassword(flags, input);
  if (given !== undefined) return given;
  const password = await askForPassword();
  if ((await askUnseen(words.rooms.passwordAgain)) === password) return password;
  throw usageFailure(words.rooms.passwordsDiffer);
}

/** What was given without being asked. It takes the first line of stdin, which must never be sent as a message. */
export async function givenPassword(flags: FlagValues, input: Input): Promise<string | undefined> {
  if (flags["password-stdin"]) return (await input.line()) ?? "";
  return process.env.CLASSCHAT_PASSWORD || undefined;
}
