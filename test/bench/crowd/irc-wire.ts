import type { Socket } from "node:net";
import { type Line, type MemberOf, Signal, type Wire } from "./wire.ts";

/** A channel of IRC (RFC 2812), which everyone joins. */
export const irc: Wire = {
  isEncrypted: false,
  hearThemselves: false,
  open: (socket, member) => new IrcLine(socket, member),
};

class IrcLine implements Line {
  readonly #socket: Socket;
  readonly #member: MemberOf;
  readonly #joined = new Signal();
  #isIn = false;
  #rest = "";

  constructor(socket: Socket, member: MemberOf) {
    this.#socket = socket;
    this.#member = member;
    const nick = `pupil${member.index}`;
    socket.write(`NICK ${nick}\r\nUSER ${nick} 0 * :${nick}\r\n`);
  }

  get ready(): Promise<void> {
    return this.#joined.reached;
  }

  read(bytes: Buffer): void {
    if (this.#isIn) this.#listen(bytes);
    else this.#arrive(bytes.toString("latin1"));
  }

  say(text: string): void {
    this.#socket.write(`PRIVMSG #class :${text}\r\n`);
  }

  /** Time-outs are set so long that no ping comes while it is measured. */
  #listen(bytes: Buffer): void {
    this.#member.onTold(bytes);
  }

  #arrive(text: string): void {
    const lines = (this.#rest + text).split("\r\n");
    this.#rest = lines.pop() ?? "";
    for (const line of lines) this.#obey(line);
  }

  #obey(line: string): void {
    const ping = /^PING (.*)$/u.exec(line);
    if (ping) this.#socket.write(`PONG ${ping[1]}\r\n`);
    else if (/^\S+ (?:376|422) /u.test(line)) this.#socket.write("JOIN #class\r\n");
    else if (/^ERROR|^\S+ (?:43\d|46\d|47\d) /u.test(line)) throw new Error(`Not let in: ${line}`);
    // The end of the list of names: from here on everything is heard.
    else if (/^\S+ 366 /u.test(line)) this.#enter();
  }

  #enter(): void {
    this.#isIn = true;
    this.#joined.give();
  }
}
