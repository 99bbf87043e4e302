import type { Socket } from "node:net";
import { protocolVersion } from "@classchat/core";
import { HostFrames } from "./host-frames.ts";
import { type Line, type MemberOf, Signal, type Wire } from "./wire.ts";

/** How one kind of server is spoken to over a websocket. */
interface Speech {
  path: string;
  /** What is said first; without it a connection is ready at once. */
  greeting?(member: MemberOf): string;
  /** What the host answers to it. */
  welcome?: string;
  /** The first characters of what everyone is told; without it everything is. */
  told?: string;
  say(text: string, count: number): string;
}

/** socket.io as classchat speaks it. */
export const classchat: Wire = websocketWire(true, {
  ...socketIo(({ room, token }) => JSON.stringify({ protocol: protocolVersion, room, token })),
  told: '42["message:new',
  say: (text, count) => `42${count}["message:send",{"id":"${idOf(count)}","text":"${text}"}]`,
});

export const socketIoRelay: Wire = websocketWire(false, {
  ...socketIo(() => ""),
  told: '42["message"',
  say: (text, count) => `42${count}["message",{"id":"${idOf(count)}","text":"${text}"}]`,
});

const relay: Speech = {
  path: "/",
  say: (text, count) => `{"id":"${idOf(count)}","text":"${text}"}`,
};
export const plainRelay: Wire = websocketWire(false, relay);
export const secureRelay: Wire = websocketWire(true, relay);

function socketIo(auth: (member: MemberOf) => string) {
  return {
    path: "/socket.io/?EIO=4&transport=websocket",
    greeting: (member: MemberOf) => `40${auth(member)}`,
    welcome: "40{",
  };
}

function websocketWire(isEncrypted: boolean, speech: Speech): Wire {
  const open: Wire["open"] = (socket, member) => new WebSocketLine(socket, member, speech);
  return { isEncrypted, hearThemselves: true, open };
}

class WebSocketLine implements Line {
  readonly #socket: Socket;
  readonly #member: MemberOf;
  readonly #speech: Speech;
  readonly #welcomed = new Signal();
  readonly #frames: HostFrames;
  #isUpgraded = false;
  #said = 0;

  constructor(socket: Socket, member: MemberOf, speech: Speech) {
    this.#socket = socket;
    this.#member = member;
    this.#speech = speech;
    const { told } = speech;
    this.#frames = new HostFrames({
      onPayload: (piece, start) => {
        if (told === undefined || start.startsWith(told)) member.onTold(piece);
      },
      onShort: (text) => this.#hear(text),
    });
    socket.write(upgradeTo(speech.path));
  }

  get ready(): Promise<void> {
    return this.#welcomed.reached;
  }

  read(bytes: Buffer): void {
    if (this.#isUpgraded) this.#frames.read(bytes);
    else this.#upgrade(bytes);
  }

  say(text: string): void {
    this.#send(this.#speech.say(text, this.#member.index * 1e6 + this.#said++));
  }

  #upgrade(bytes: Buffer): void {
    const end = bytes.indexOf("\r\n\r\n");
    if (end < 0 || !bytes.toString("latin1", 0, end).startsWith("HTTP/1.1 101"))
      throw new Error(`No websocket: ${bytes}`);
    this.#isUpgraded = true;
    const { greeting } = this.#speech;
    if (greeting) this.#send(greeting(this.#member));
    else this.#welcomed.give();
    this.#frames.read(bytes.subarray(end + 4));
  }

  #hear(text: string): void {
    const { welcome = "" } = this.#speech;
    if (text === "2") this.#send("3");
    else if (text.startsWith("44")) throw new Error(`Not let in: ${text}`);
    else if (welcome !== "" && text.startsWith(welcome)) this.#welcomed.give();
  }

  #send(text: string): void {
    this.#socket.write(clientFrame(text));
  }
}

/** Clients must mask; zeros do, as they do for classchat's own client. */
function clientFrame(text: string): Buffer {
  const long = text.length > 125;
  const head = long
    ? [0x81, 0xfe, text.length >> 8, text.length & 0xff]
    : [0x81, 0x80 | text.length];
  return Buffer.concat([Buffer.from([...head, 0, 0, 0, 0]), Buffer.from(text, "latin1")]);
}

function upgradeTo(path: string): string {
  const lines = [
    `GET ${path} HTTP/1.1`,
    "Host: 127.0.0.1",
    "Connection: Upgrade",
    "Upgrade: websocket",
    "Sec-WebSocket-Version: 13",
    `Sec-WebSocket-Key: ${Buffer.alloc(16).toString("base64")}`,
  ];
  return `${lines.join("\r\n")}\r\n\r\n`;
}

function idOf(count: number): string {
  return `00000000-0000-4000-8000-${String(count).padStart(12, "0")}`;
}
