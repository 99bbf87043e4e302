import dgram from "node:dgram";

/** A UDP socket that never throws and never ends the process: what fails is told, and it counts as dead. */
export interface UdpSocket {
  readonly state: "opening" | "open" | "dead";
  /** Uses the socket; where that throws, the error is told and the socket dead. */
  attempt(action: (socket: dgram.Socket) => void): void;
  /** Uses the socket; the caller deals with what it throws. */
  use(action: (socket: dgram.Socket) => void): void;
  close(): void;
}

export interface UdpSocketOptions {
  type: "udp4" | "udp6";
  port: number;
  /** Called once the socket is bound. */
  onOpen: (socket: dgram.Socket) => void;
  onTrouble: (error: unknown) => void;
}

/** Opens a socket on a port that other programs of this PC share. */
export function openUdpSocket({ type, port, onOpen, onTrouble }: UdpSocketOptions): UdpSocket {
  const socket = dgram.createSocket({ type, reuseAddr: true, ipv6Only: type === "udp6" });
  let state: UdpSocket["state"] = "opening";

  const close = () => {
    if (state === "dead") return;
    state = "dead";
    socket.close();
  };
  const fail = (error: unknown) => {
    onTrouble(error);
    close();
  };
  const attempt = (action: (socket: dgram.Socket) => void) => {
    if (state === "dead") return;
    try {
      action(socket);
    } catch (error) {
      fail(error);
    }
  };

  socket.on("error", fail);
  socket.bind(port, () => {
    if (state !== "opening") return;
    state = "open";
    attempt(onOpen);
  });
  return {
    get state() {
      return state;
    },
    attempt,
    use: (action) => action(socket),
    close,
  };
}
