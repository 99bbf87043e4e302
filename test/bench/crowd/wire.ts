import type { Socket } from "node:net";

/** How members of one kind of server speak; each has its own way of opening and of saying something. */
export interface Wire {
  isEncrypted: boolean;
  /** Whether who says something is told it as well. */
  hearThemselves: boolean;
  /** Begins to speak on a connection that is open. */
  open(socket: Socket, member: MemberOf): Line;
}

export interface MemberOf {
  index: number;
  /** Which token or name it has, where the server asks. */
  token: string;
  /** The room, where the server has several. */
  room: string;
  /** Told of the bytes of what went to everyone. */
  onTold(bytes: Buffer): void;
}

/** One open connection. */
export interface Line {
  /** When what is said reaches everyone. */
  ready: Promise<void>;
  read(bytes: Buffer): void;
  say(text: string): void;
}

/** Something that happens once, and who waits for it. */
export class Signal {
  readonly reached: Promise<void>;
  give: () => void = () => {};

  constructor() {
    this.reached = new Promise((resolve) => {
      this.give = resolve;
    });
  }
}
