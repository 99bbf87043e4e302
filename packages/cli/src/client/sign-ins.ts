import { join } from "node:path";
import { Fingerprint, foldName, Token } from "@classchat/core";
import * as z from "zod";
import { JsonFile } from "./json-file.ts";

const SignIn = z.object({
  fingerprint: Fingerprint,
  user: z.string(),
  /** What was typed to sign in: the user name or the e-mail name. */
  login: z.string(),
  /** Proves to the host that this device signed in before. */
  device: Token,
  /** The session, only if the user wanted to stay signed in. */
  token: Token.optional(),
});
const SignInList = z.object({ signIns: z.array(SignIn) });

/** Someone who signed in to a host from this data directory. */
export type SignIn = z.output<typeof SignIn>;

/** What hosts gave to those who signed in here: tokens of devices, and of sessions that shall last. */
export class SignIns {
  readonly #file: JsonFile<z.output<typeof SignInList>>;

  constructor(folder: string, onDamaged: (keptAs: string) => void) {
    const path = join(folder, "sign-ins.json");
    this.#file = new JsonFile({ path, schema: SignInList, empty: { signIns: [] }, onDamaged });
  }

  /** Those of that host, the last one first. */
  async at(fingerprint: Fingerprint): Promise<SignIn[]> {
    const { signIns } = await this.#file.read();
    return signIns.filter((signIn) => signIn.fingerprint === fingerprint).reverse();
  }

  async remember(signIn: SignIn): Promise<void> {
    await this.#file.update(({ signIns }) => ({
      signIns: [...signIns.filter((other) => !isSamePerson(other, signIn)), signIn],
    }));
  }

  /** The session ended; the device stays known. */
  async dropToken(token: string): Promise<void> {
    await this.#file.update((stored) => {
      if (!stored.signIns.some((signIn) => signIn.token === token)) return stored;
      return { signIns: stored.signIns.map((signIn) => withoutToken(signIn, token)) };
    });
  }

  async forget(fingerprint: Fingerprint): Promise<void> {
    await this.#file.update(({ signIns }) => ({
      signIns: signIns.filter((signIn) => signIn.fingerprint !== fingerprint),
    }));
  }
}

/** Whether someone who calls themselves so means this sign-in. */
export function isSignInOf(name: string, { user, login }: SignIn): boolean {
  return [user, login].some((known) => foldName(known) === foldName(name));
}

function isSamePerson(a: SignIn, b: SignIn): boolean {
  return a.fingerprint === b.fingerprint && foldName(a.user) === foldName(b.user);
}

function withoutToken(signIn: SignIn, token: string): SignIn {
  if (signIn.token !== token) return signIn;
  const { token: _, ...rest } = signIn;
  return rest;
}
