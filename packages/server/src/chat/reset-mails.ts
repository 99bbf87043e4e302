import { ChatError, type Clock, type EmailName, limits, type RoomName } from "@classchat/core";
import { MailQueue } from "./mail-queue.ts";
import {
  type AccountStore,
  type Logger,
  type Mailer,
  MailFailure,
  type MailWords,
} from "./ports.ts";
import type { ResetCodes } from "./reset-codes.ts";
import { resetMail } from "./reset-mail.ts";

/** How codes get to a mailbox at the domain. */
export interface MailRoute {
  mailer: Mailer;
  domain: string;
  words: MailWords;
}

export interface ResetMailsPorts {
  accounts: AccountStore;
  codes: ResetCodes;
  clock: Clock;
  logger: Logger;
  /** A mail did not go out. */
  onMailFailed?: ((failure: MailFailure) => void) | undefined;
  /** A mentor has to help whoever has that name. */
  onStranded(email: EmailName): void;
}

/** Sends codes in the background, one at a time, while whoever asked has their answer already. */
export class ResetMails {
  readonly #route: MailRoute;
  readonly #ports: ResetMailsPorts;
  readonly #queue = new MailQueue();
  #isClosed = false;

  constructor(route: MailRoute, ports: ResetMailsPorts) {
    this.#route = route;
    this.#ports = ports;
  }

  /** `onFailed` is called, once and before anyone loses patience, where it does not work out. */
  send(email: EmailName, { room, onFailed }: { room: RoomName; onFailed(): void }): void {
    const giveUp = once(() => {
      if (this.#isClosed) return;
      onFailed();
      this.#ports.onStranded(email);
    });
    const stopWaiting = this.#ports.clock.after(limits.mailPatienceMs, giveUp);
    void this.#queue
      .run(() => this.#send(email, room))
      .catch((error: unknown) => this.#heedFailure(error, email, giveUp))
      .finally(stopWaiting);
  }

  /** Gives up what has not gone out. */
  close(): void {
    this.#isClosed = true;
    this.#route.mailer.close();
  }

  // For a name without an account all is done but naming a mail: a broken mail server shows the same.
  async #send(email: EmailName, room: RoomName): Promise<void> {
    const { mailer, domain, words } = this.#route;
    const { accounts, codes } = this.#ports;
    const drawn = await codes.draw("mail");
    const account = await accounts.findByEmail(email);
    if (!account) return mailer.probe();
    await codes.open(account, "mail", drawn);
    await mailer.send(resetMail({ email, domain, room, code: drawn.code }, words));
  }

  // What a mail server has against one mailbox is for the mentors alone: it would tell who has an account.
  #heedFailure(error: unknown, email: EmailName, giveUp: () => void): void {
    if (this.#isClosed) return;
    const { onMailFailed, onStranded, logger } = this.#ports;
    if (!(error instanceof MailFailure)) {
      giveUp();
      if (!(error instanceof ChatError)) logger.error("mailing a reset code failed", error);
      return;
    }
    if (error.reason === "rejected") onStranded(email);
    else giveUp();
    onMailFailed?.(error);
  }
}

function once(callback: () => void): () => void {
  let isDone = false;
  return () => {
    if (!isDone) callback();
    isDone = true;
  };
}
