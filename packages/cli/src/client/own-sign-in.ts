import type { Fingerprint, Output } from "@classchat/core";
import { failureWords } from "./failure-words.ts";
import { isSignInOf, type SignIn, type SignIns } from "./sign-ins.ts";

interface OwnSignInOptions {
  /** Who comes back without a password. */
  signIn?: SignIn | undefined;
  signIns: SignIns;
  fingerprint: Fingerprint;
  onTrouble: (message: string) => void;
}

/** What proves to the host who sits here: in memory, and on disk as far as the user wants it. */
export class OwnSignIn {
  readonly #options: OwnSignInOptions;
  #token: string | undefined;

  constructor(options: OwnSignInOptions) {
    this.#options = options;
    this.#token = options.signIn?.token;
  }

  /** That of the session; nothing for a guest. */
  get token(): string | undefined {
    return this.#token;
  }

  take(token: string): void {
    this.#token = token;
  }

  /** This device, if somebody of that name signed in from it before. */
  async device(login: string): Promise<{ device?: string }> {
    const { signIns, fingerprint } = this.#options;
    const known = (await signIns.at(fingerprint)).find((signIn) => isSignInOf(login, signIn));
    return known === undefined ? {} : { device: known.device };
  }

  /** Keeps the device for later runs of the program; with `remember` the session too. */
  async keep(
    { token, device }: Output<"account:signIn">,
    { user, login, remember }: { user: string; login: string; remember: boolean },
  ): Promise<void> {
    const { signIns, fingerprint } = this.#options;
    const session = remember ? { token } : {};
    await this.#quietly(signIns.remember({ ...session, device, fingerprint, user, login }));
  }

  /** The session is worth nothing any more. */
  async drop(): Promise<void> {
    const token = this.#token;
    this.#token = undefined;
    if (token !== undefined) await this.#quietly(this.#options.signIns.dropToken(token));
  }

  /** The chat goes on without its files; the user is told. */
  async #quietly(work: Promise<void>): Promise<void> {
    await work.catch((error: Error) => this.#options.onTrouble(failureWords(error)));
  }
}
