import { generateKeyPairSync } from "node:crypto";
import { createServer, type Server, type Socket } from "node:net";
import { selfSignedCertificate } from "@classchat/server/adapters/certificate";
import { SMTPServer, type SMTPServerOptions } from "smtp-server";

/** Who may send through the mail server. */
export const mailUser = "chat";
export const mailPassword = "pa55 of the relay/#@";

const { privateKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });

/** What shows that a server is `localhost`, to whoever trusts it. */
export const mailCertificate = selfSignedCertificate(privateKey, "localhost");

/** A real mail server on loopback, which keeps what it is given. */
export class MailServer {
  readonly mails: { to: string; text: string }[] = [];
  /** Everything that came in, also what was no mail. */
  heard = "";
  readonly #server: SMTPServer;

  constructor(options: SMTPServerOptions = {}) {
    this.#server = new SMTPServer({
      key: privateKey.export({ type: "pkcs8", format: "pem" }).toString(),
      cert: mailCertificate,
      disableReverseLookup: true,
      closeTimeout: 100,
      onAuth: ({ username, password }, _session, done) => {
        const isRight = username === mailUser && password === mailPassword;
        done(isRight ? null : new Error("no such user"), { user: username });
      },
      onData: (stream, { envelope }, done) => {
        let text = "";
        stream.setEncoding("utf8");
        stream.on("data", (chunk: string) => {
          text += chunk;
        });
        stream.on("end", () => {
          for (const { address } of envelope.rcptTo) this.mails.push({ to: address, text });
          done();
        });
      },
      ...options,
    });
    this.#server.on("error", () => {});
    this.#server.server.on("connection", (socket: Socket) => {
      socket.on("data", (bytes) => {
        this.heard += bytes.toString("latin1");
      });
    });
  }

  async listen(): Promise<number> {
    await new Promise<void>((resolve) => this.#server.listen(0, "127.0.0.1", resolve));
    return portOf(this.#server.server);
  }

  close(): Promise<void> {
    return new Promise((resolve) => this.#server.close(resolve));
  }

  /** The code that the last mail brought. */
  get code(): string {
    return /^The code is: (\d{6})\r?$/mu.exec(this.mails.at(-1)?.text ?? "")?.[1] ?? "";
  }
}

/** Takes connections and says nothing, ever. */
export class SilentServer {
  readonly #sockets = new Set<Socket>();
  readonly #server = createServer((socket) => {
    this.#sockets.add(socket.on("error", () => {}));
  });

  async listen(): Promise<number> {
    await new Promise<void>((resolve) => this.#server.listen(0, "127.0.0.1", resolve));
    return portOf(this.#server);
  }

  close(): void {
    for (const socket of this.#sockets) socket.destroy();
    this.#server.close();
  }
}

/** A port at which nothing listens. */
export async function refusingPort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const port = portOf(server);
  await new Promise((resolve) => server.close(resolve));
  return port;
}

function portOf(server: Server): number {
  const address = server.address();
  if (typeof address !== "object" || address === null) throw new Error("It does not listen.");
  return address.port;
}
