import type { RemoteInfo, Socket } from "node:dgram";
import { EventEmitter } from "node:events";
import dnsPacket, { type Packet } from "dns-packet";
import { usableInterfaces } from "./interfaces.ts";
import { linksOf, type MdnsLink } from "./mdns-link.ts";
import { PacketGate } from "./packet-gate.ts";
import { openUdpSocket, type UdpSocket } from "./udp-socket.ts";

export interface MdnsSocketsOptions {
  interface: string | undefined;
  mdnsPort: number;
  /** Called when a link is ready, went or changed its addresses. */
  onChange?: () => void;
  /** Called with the code of each failure. */
  onTrouble?: (failure: string) => void;
  /** Makes of a response what is right to say on a link with these addresses; nothing says nothing. */
  shapeResponse?: (response: Packet, addresses: readonly string[]) => Packet | undefined;
}

/** Whether multicast works here, for those who have to explain why nothing is found. */
export interface MdnsHealth {
  /** Interface and address of each link in use. */
  links: string[];
  sent: number;
  received: number;
  failures: number;
  lastFailure: string | undefined;
}

/** The options that make multicast-dns and bonjour-service use these sockets instead of their own. */
export interface LibraryOptions {
  socket: Socket;
  bind: false;
  multicast: false;
}

interface Sender {
  link: MdnsLink;
  socket: UdpSocket;
  membership: "none" | "joined" | "refused";
}

const pollMs = 1_000;
/** Within this time the same answer is not repeated on a link: one is heard by all who asked (RFC 6762 §7.4). */
const repeatMs = 150;

/**
 * mDNS on every usable interface at once. The libraries send by one interface only and forget those that come
 * back; so one socket for each protocol receives, joined on all links, and one for each link sends.
 * Nothing here throws or ends the process: where multicast is impossible, it is merely quiet.
 */
export class MdnsSockets {
  readonly #options: MdnsSocketsOptions;
  readonly #received = new EventEmitter().setMaxListeners(0);
  readonly #receivers = new Map<MdnsLink["type"], UdpSocket>();
  readonly #senders = new Map<string, Sender>();
  readonly #recent = new Map<string, number>();
  readonly #gate = new PacketGate();
  readonly #timer: NodeJS.Timeout;
  #health = { sent: 0, received: 0, failures: 0, lastFailure: undefined as string | undefined };
  #told = "[]";
  #closed = false;

  constructor(options: MdnsSocketsOptions) {
    this.#options = options;
    this.#refresh();
    this.#timer = setInterval(() => this.#refresh(), pollMs);
  }

  health(): MdnsHealth {
    return { links: this.#ready().map(({ link }) => link.key), ...this.#health };
  }

  /** For one user of the libraries; closing it leaves the sockets to the others. */
  forLibrary(): LibraryOptions {
    const view = new EventEmitter();
    const onMessage = (message: Buffer, from: RemoteInfo) => view.emit("message", message, from);
    this.#received.on("message", onMessage);
    const socket = Object.assign(view, {
      send: (buffer: Buffer, offset: number, length: number, ...rest: unknown[]) => {
        this.#send(buffer.subarray(offset, offset + length));
        call(rest.at(-1));
      },
      close: (callback: unknown) => {
        this.#received.off("message", onMessage);
        call(callback);
      },
    });
    // With `bind` and `multicast` off, these two methods and its events are all that is used of a socket.
    return { socket: socket as unknown as Socket, bind: false, multicast: false };
  }

  close(): void {
    this.#closed = true;
    clearInterval(this.#timer);
    for (const { socket } of this.#senders.values()) socket.close();
    for (const socket of this.#receivers.values()) socket.close();
    this.#senders.clear();
  }

  #refresh(): void {
    if (this.#closed) return;
    const links = new Map(this.#links().map((link) => [link.key, link]));
    for (const type of new Set([...links.values()].map(({ type }) => type))) this.#receive(type);
    for (const [key, sender] of this.#senders) this.#keepOrDrop(key, sender, links.get(key));
    for (const link of links.values()) this.#open(link);
    for (const sender of this.#senders.values()) this.#join(sender);
    this.#tellChange();
  }

  #links(): MdnsLink[] {
    const only = this.#options.interface;
    return usableInterfaces(only === undefined ? {} : { interface: only }).flatMap(linksOf);
  }

  #tellChange(): void {
    const ready = JSON.stringify(this.#ready().map(({ link }) => link));
    if (ready === this.#told) return;
    this.#told = ready;
    this.#options.onChange?.();
  }

  #receive(type: MdnsLink["type"]): void {
    const known = this.#receivers.get(type);
    if (known && known.state !== "dead") return;
    for (const sender of this.#senders.values())
      if (sender.link.type === type) sender.membership = "none";
    this.#receivers.set(type, this.#openReceiver(type));
  }

  #openReceiver(type: MdnsLink["type"]): UdpSocket {
    return openUdpSocket({
      type,
      port: this.#options.mdnsPort,
      onOpen: (socket) => {
        socket.on("message", (message, from) => this.#deliver(message, from));
        // The links are joined as soon as there is a receiver, not a second later.
        setImmediate(() => this.#refresh());
      },
      onTrouble: (error) => this.#note(error),
    });
  }

  /** What a stranger sent may be anything: should a library stumble over it, that packet is lost and no more. */
  #deliver(message: Buffer, from: RemoteInfo): void {
    this.#health.received++;
    if (!this.#gate.admits(message, from, performance.now())) return;
    try {
      this.#received.emit("message", message, from);
    } catch (error) {
      this.#note(error);
    }
  }

  #keepOrDrop(key: string, sender: Sender, link: MdnsLink | undefined): void {
    if (link && sender.socket.state !== "dead") {
      sender.link = link;
      return;
    }
    sender.socket.close();
    this.#leave(sender);
    this.#senders.delete(key);
  }

  #open(link: MdnsLink): void {
    if (this.#senders.has(link.key)) return;
    const socket = openUdpSocket({
      type: link.type,
      port: this.#options.mdnsPort,
      onOpen: (socket) => {
        socket.setMulticastInterface(link.local);
        socket.setMulticastTTL(255);
        socket.setMulticastLoopback(true);
        setImmediate(() => this.#refresh());
      },
      onTrouble: (error) => this.#note(error),
    });
    this.#senders.set(link.key, { link, socket, membership: "none" });
  }

  // To join twice is refused, and that is the answer we want to hear: a second join that succeeds means that
  // the kernel had lost the first one, with the interface. Then the socket that sends there is dead too.
  #join(sender: Sender): void {
    const receiver = this.#receivers.get(sender.link.type);
    if (receiver?.state !== "open") return;
    try {
      receiver.use((socket) => socket.addMembership(sender.link.group, sender.link.local));
      if (sender.membership === "joined") sender.socket.close();
      sender.membership = "joined";
    } catch (error) {
      if (isCode(error, "EADDRINUSE")) sender.membership = "joined";
      else if (sender.membership !== "joined") this.#noteRefusal(sender, error);
    }
  }

  #noteRefusal(sender: Sender, error: unknown): void {
    sender.membership = "refused";
    this.#note(error);
  }

  #leave({ link }: Sender): void {
    try {
      this.#receivers
        .get(link.type)
        ?.use((socket) => socket.dropMembership(link.group, link.local));
    } catch {
      // The kernel has left already, with the interface or the address.
    }
  }

  #send(message: Buffer): void {
    const packet = this.#decode(message);
    if (!packet) return;
    for (const sender of this.#ready()) {
      const shaped = this.#shape(packet, message, sender.link);
      if (shaped) this.#sendBy(sender, shaped);
    }
  }

  /** The libraries write names and strings that are too long as garbage; what cannot be read is not sent. */
  #decode(message: Buffer): Packet | undefined {
    try {
      return dnsPacket.decode(message);
    } catch (error) {
      this.#note(error);
      return undefined;
    }
  }

  #shape(packet: Packet, message: Buffer, link: MdnsLink): Buffer | undefined {
    if (packet.type !== "response") return message;
    const { shapeResponse } = this.#options;
    if (!shapeResponse) return message;
    const shaped = shapeResponse(packet, link.addresses);
    const encoded = shaped && dnsPacket.encode(shaped);
    return encoded && this.#isNews(link, encoded) ? encoded : undefined;
  }

  #isNews(link: MdnsLink, message: Buffer): boolean {
    const now = performance.now();
    for (const [key, sentAt] of this.#recent)
      if (now - sentAt >= repeatMs) this.#recent.delete(key);
    const key = link.key + message.toString("latin1");
    if (this.#recent.has(key)) return false;
    this.#recent.set(key, now);
    return true;
  }

  #sendBy({ link, socket }: Sender, message: Buffer): void {
    socket.attempt((udp) =>
      udp.send(message, this.#options.mdnsPort, link.destination, (error) => {
        if (error) this.#note(error);
        else this.#health.sent++;
      }),
    );
  }

  /** Nothing is said where the answer could not be heard: it would be lost, and not be repeated for a while. */
  #ready(): Sender[] {
    return [...this.#senders.values()].filter(
      ({ socket, membership }) => socket.state === "open" && membership !== "none",
    );
  }

  #note(error: unknown): void {
    this.#health.failures++;
    const failure = isCode(error) ? error.code : String(error);
    this.#health.lastFailure = failure;
    this.#options.onTrouble?.(failure);
  }
}

function isCode(error: unknown, code?: string): error is Error & { code: string } {
  if (!(error instanceof Error) || !("code" in error)) return false;
  return code === undefined || error.code === code;
}

function call(callback: unknown): void {
  if (typeof callback === "function") process.nextTick(() => callback(null));
}
