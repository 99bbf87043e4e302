import { words } from "../words/words.ts";
import { CommandFailure } from "./failure.ts";
import type { Input } from "./input.ts";
import { tell } from "./output.ts";
import { ask, canAsk } from "./prompt.ts";

/** How the host hands codes over; `earlier` where it gives no other one now. */
export type Delivery = "mail" | "mentor" | "earlier";

/** The host said that no mail goes out. */
export interface MailNews {
  failed: Promise<void>;
  /** For how long it may still say so. */
  patienceMs: number;
}

/** The code that the user has got meanwhile: asked for on a terminal, else the next line of stdin. */
export async function readResetCode(
  delivery: Delivery,
  { input, mail }: { input: Input; mail: MailNews },
): Promise<string> {
  tell(words.rooms.resetCode.by[delivery]);
  const code = canAsk() ? await askMeanwhile(mail) : await lineUnlessFailed(input, mail, delivery);
  if (code.trim() !== "") return code;
  throw new CommandFailure(words.rooms.resetCode.none);
}

/** Someone at a terminal may go and get a code from a mentor, so the question stays. */
async function askMeanwhile({ failed }: MailNews): Promise<string> {
  void failed.then(() => tell(words.errors["mail-failed"]));
  return ask(words.rooms.resetCode.ask);
}

/** Nobody is there who could get another code, so there is nothing to wait for. */
async function lineUnlessFailed(input: Input, mail: MailNews, delivery: Delivery): Promise<string> {
  const failed = mail.failed.then(() => {
    throw new CommandFailure(words.errors["mail-failed"]);
  });
  const line = await Promise.race([input.line(), failed]);
  if (line === undefined && delivery === "mail") await Promise.race([patience(mail), failed]);
  return line ?? "";
}

function patience({ patienceMs }: MailNews): Promise<void> {
  return new Promise((resolve) => {
    // Not what keeps the command alive: its connection does.
    setTimeout(resolve, patienceMs).unref();
  });
}
