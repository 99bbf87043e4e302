import { ChatError, check, cleanLine, limits, Password, requests } from "@classchat/core";
import { failureWords } from "../client/failure-words.ts";
import type { RoomSession } from "../client/session.ts";
import type { SessionEvent } from "../client/session-events.ts";
import { isSignInOf, type SignIns } from "../client/sign-ins.ts";
import type { CommandOptions, FlagValues } from "../input/command-line.ts";
import { chooseAndPin } from "../plain/choose-room.ts";
import { openClient } from "../plain/client.ts";
import { CommandFailure, usageFailure } from "../plain/failure.ts";
import { Input } from "../plain/input.ts";
import { printJson, printLine, tell } from "../plain/output.ts";
import { givenPassword, readNewPassword } from "../plain/password.ts";
import { canAsk } from "../plain/prompt.ts";
import { type Delivery, type MailNews, readResetCode } from "../plain/reset-code.ts";
import { takeSeat } from "../plain/seat.ts";
import { words } from "../words/words.ts";

const said = words.commands.reset;

/** Sets a new password with a one-time code, which it asks the host for unless there is one already. */
export async function run({ words: [name = ""], flags }: CommandOptions): Promise<number> {
  const client = openClient(flags);
  const input = new Input();
  try {
    const { email = "" } = flags;
    check(requests["account:requestReset"].input, { email });
    const given = await passwordAhead(flags, input);
    const room = await chooseAndPin(name, flags.code, client);
    const { mail, onEvent } = listenForMail();
    const { session } = await takeSeat({ room, client, onEvent });
    try {
      const resetCode = flags["reset-code"] ?? (await getCode({ session, email, input, mail }));
      const password = given ?? (await readNewPassword(flags, input));
      const user = await setPassword(session, { email, resetCode, password });
      await forgetSignIns(client.signIns, room.fingerprint, user);
      if (flags.json) printJson({ type: "reset", room: room.name, user });
      else printLine(said.done(user));
    } finally {
      await session.close();
    }
  } finally {
    input.close();
  }
  return 0;
}

/** The first line of stdin, or the environment. Without a terminal there is no other way to get one later. */
async function passwordAhead(flags: FlagValues, input: Input): Promise<string | undefined> {
  const given = await givenPassword(flags, input);
  if (given !== undefined) return check(Password, given);
  if (canAsk()) return undefined;
  throw usageFailure(said.noPassword);
}

function listenForMail(): { mail: MailNews; onEvent: (event: SessionEvent) => void } {
  let hear = () => {};
  const failed = new Promise<void>((resolve) => {
    hear = resolve;
  });
  const onEvent = ({ type }: SessionEvent) => {
    if (type === "mailFailed") hear();
  };
  return { mail: { failed, patienceMs: limits.mailPatienceMs + 1_000 }, onEvent };
}

async function getCode(options: {
  session: RoomSession;
  email: string;
  input: Input;
  mail: MailNews;
}): Promise<string> {
  const { session, email, ...rest } = options;
  return readResetCode(await requestCode(session, email), rest);
}

/** Whoever asked a moment ago may well have a code by now; a script gives it with the flag. */
async function requestCode(session: RoomSession, email: string): Promise<Delivery> {
  try {
    return (await session.request("account:requestReset", { email })).delivery;
  } catch (error) {
    if (!(error instanceof ChatError) || error.code !== "slow-down") throw error;
    if (!canAsk()) throw new CommandFailure(`${failureWords(error)} ${said.orGiveCode}`);
    tell(failureWords(error));
    return "earlier";
  }
}

async function setPassword(
  session: RoomSession,
  input: { email: string; resetCode: string; password: string },
): Promise<string> {
  return cleanLine((await session.request("account:reset", input)).user);
}

/** The host has ended them all. */
async function forgetSignIns(signIns: SignIns, fingerprint: string, user: string): Promise<void> {
  for (const signIn of await signIns.at(fingerprint)) {
    if (signIn.token !== undefined && isSignInOf(user, signIn)) {
      await signIns.dropToken(signIn.token);
    }
  }
}
