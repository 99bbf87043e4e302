import { rootCertificates } from "node:tls";
import MailComposer from "nodemailer/lib/mail-composer";
import SMTPConnection from "nodemailer/lib/smtp-connection";
import { type Mailer, MailFailure } from "../chat/ports.ts";
import { asMailFailure } from "./smtp-failure.ts";
import type { SmtpRelay } from "./smtp-relay.ts";
import { connectTo } from "./smtp-socket.ts";

export interface SmtpMailerOptions {
  relay: SmtpRelay;
  /** The address that mails come from. */
  from: string;
  /** A certificate, in PEM, that is trusted beside those that this computer trusts anyway. */
  ca?: string | undefined;
  timeouts?: SmtpTimeouts;
}

interface SmtpTimeouts {
  connectionMs: number;
  greetingMs: number;
  socketMs: number;
  /** For all of one mail, however slowly the other side trickles. */
  sessionMs: number;
}

type Mail = Parameters<Mailer["send"]>[0];

// The library's own are minutes, and somebody sits in front of a screen.
const classroomTimeouts: SmtpTimeouts = {
  connectionMs: 8_000,
  greetingMs: 8_000,
  socketMs: 15_000,
  sessionMs: 25_000,
};

/** Hands mails to a relay, on a connection each. */
export class SmtpMailer implements Mailer {
  readonly #options: SmtpMailerOptions;
  readonly #closing = new AbortController();

  constructor(options: SmtpMailerOptions) {
    this.#options = options;
  }

  send(mail: Mail): Promise<void> {
    return this.#session((connection) => deliver(connection, mail, this.#options.from));
  }

  probe(): Promise<void> {
    return this.#session(async () => {});
  }

  close(): void {
    this.#closing.abort();
  }

  /** Connects, encrypts and signs in, does the work, and leaves. */
  async #session(work: (connection: SMTPConnection) => Promise<void>): Promise<void> {
    const { relay, timeouts = classroomTimeouts } = this.#options;
    const signal = AbortSignal.any([this.#closing.signal, AbortSignal.timeout(timeouts.sessionMs)]);
    const socket = await connectTo(relay, { withinMs: timeouts.connectionMs, signal });
    const connection = new SMTPConnection({
      ...connectionOptions(this.#options),
      connection: socket,
    });
    try {
      await Promise.race([
        brokenOff(connection, signal),
        signIn(connection, relay).then(() => work(connection)),
      ]);
      connection.quit();
    } catch (error) {
      throw asMailFailure(error);
    } finally {
      connection.close();
    }
  }
}

function connectionOptions({ relay, ca, timeouts = classroomTimeouts }: SmtpMailerOptions) {
  const { host, port, encryption } = relay;
  return {
    host,
    port,
    secure: encryption === "at-once",
    // Without it the password goes out in clear when somebody on the way removes the offer to encrypt.
    requireTLS: encryption === "required",
    ignoreTLS: encryption === "never",
    connectionTimeout: timeouts.connectionMs,
    greetingTimeout: timeouts.greetingMs,
    socketTimeout: timeouts.socketMs,
    socketCloseTimeout: 1_000,
    tls: { minVersion: "TLSv1.2" as const, ...(ca ? { ca: [...rootCertificates, ca] } : {}) },
  };
}

/** Rejects when the connection breaks, or when all of it takes too long. */
function brokenOff(connection: SMTPConnection, signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    const late = () => reject(new MailFailure("silent", "ETIMEDOUT"));
    signal.addEventListener("abort", late);
    connection.on("error", reject);
    connection.on("end", () => {
      signal.removeEventListener("abort", late);
      reject(new MailFailure("unreachable", "ECONNRESET"));
    });
  });
}

async function signIn(
  connection: SMTPConnection,
  { user, password = "" }: SmtpRelay,
): Promise<void> {
  await done((callback) => connection.connect(callback));
  if (user !== undefined) {
    await done((callback) => connection.login({ user, pass: password }, callback));
  }
}

// Addresses are given as such, for a string is read as a list, with groups and comments.
async function deliver(connection: SMTPConnection, mail: Mail, from: string): Promise<void> {
  const message = new MailComposer({
    from: { name: "classchat", address: from },
    to: { name: "", address: mail.to },
    subject: mail.subject,
    text: mail.text,
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  const bytes = await message.compile().build();
  await done((callback) => connection.send({ from, to: [mail.to] }, bytes, callback));
}

/** A step of the library's as a promise. */
function done(start: (callback: (error?: Error | null) => void) => void): Promise<void> {
  return new Promise((resolve, reject) => {
    start((error) => (error ? reject(error) : resolve()));
  });
}
