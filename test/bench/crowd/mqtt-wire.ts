import type { Socket } from "node:net";
import { type Line, type MemberOf, Signal, type Wire } from "./wire.ts";

/** A topic of MQTT 3.1.1 at QoS 0, to which everyone has subscribed. */
export const mqtt: Wire = {
  isEncrypted: false,
  hearThemselves: true,
  open: (socket, member) => new MqttLine(socket, member),
};

const topic = Buffer.from([0, 5, ...Buffer.from("class")]);
const subscribed = 0x90;

class MqttLine implements Line {
  readonly #socket: Socket;
  readonly #member: MemberOf;
  readonly #subscribed = new Signal();
  #isIn = false;

  constructor(socket: Socket, member: MemberOf) {
    this.#socket = socket;
    this.#member = member;
    const name = Buffer.from(`pupil${member.index}`);
    const hello = Buffer.from([0, 4, ...Buffer.from("MQTT"), 4, 2, 0, 0, 0, name.length, ...name]);
    socket.write(packet(0x10, hello));
    socket.write(packet(0x82, Buffer.from([0, 1, ...topic, 0])));
  }

  get ready(): Promise<void> {
    return this.#subscribed.reached;
  }

  read(bytes: Buffer): void {
    if (this.#isIn) this.#member.onTold(bytes);
    else if (bytes.includes(subscribed)) this.#enter();
  }

  say(text: string): void {
    this.#socket.write(packet(0x30, Buffer.concat([topic, Buffer.from(text, "latin1")])));
  }

  #enter(): void {
    this.#isIn = true;
    this.#subscribed.give();
  }
}

/** All that is sent here is short, so that its length fits into two bytes. */
function packet(firstByte: number, body: Buffer): Buffer {
  const { length } = body;
  const size = length < 128 ? [length] : [(length & 0x7f) | 0x80, length >> 7];
  return Buffer.concat([Buffer.from([firstByte, ...size]), body]);
}
