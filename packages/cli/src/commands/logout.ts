import { ChatError, cleanLine, foldName } from "@classchat/core";
import { hostsOfReference } from "../client/known-hosts.ts";
import type { SignIn } from "../client/sign-ins.ts";
import type { CommandOptions } from "../input/command-line.ts";
import { chooseAndPin, readReference } from "../plain/choose-room.ts";
import { type Client, openClient } from "../plain/client.ts";
import { CommandFailure } from "../plain/failure.ts";
import { printJson, printLine, tell } from "../plain/output.ts";
import { rememberedSignIn, takeSeat } from "../plain/seat.ts";
import { words } from "../words/words.ts";

const said = words.commands.logout;

/** Ends the remembered sign-in: on the host if it answers, and here in any case. */
export async function run({ words: [name = ""], flags }: CommandOptions): Promise<number> {
  const client = openClient(flags);
  const signIn = await signInAt(name, flags.as, client);
  if (!signIn?.token) {
    throw new CommandFailure(said.nobody(name));
  }
  try {
    await endOnHost(name, signIn, client);
  } catch (error) {
    if (!(error instanceof ChatError)) throw error;
    tell(said.hostNotTold(words.errors[error.code]));
  }
  await client.signIns.dropToken(signIn.token);
  const { user, fingerprint } = signIn;
  if (flags.json) printJson({ type: "signed-out", user: cleanLine(user), fingerprint });
  else printLine(said.done(user));
  return 0;
}

async function signInAt(
  name: string,
  as: string | undefined,
  client: Client,
): Promise<SignIn | undefined> {
  const hosts = await client.knownHosts.list();
  const meant = await hostsOfReference(readReference(name, client), hosts, client.lan.codeFits);
  for (const host of meant) {
    const signIn = await rememberedSignIn(host, as, client);
    if (signIn) return signIn;
  }
  return undefined;
}

async function endOnHost(name: string, signIn: SignIn, client: Client): Promise<void> {
  const room = await chooseAndPin(name, undefined, client);
  if (room.fingerprint !== signIn.fingerprint) throw new ChatError("not-found");
  const { session, first } = await takeSeat({ room, client, signIn });
  try {
    const isTheirs = first.type === "entered" && foldName(first.me.user) === foldName(signIn.user);
    if (isTheirs) await session.signOut();
  } finally {
    await session.close();
  }
}
