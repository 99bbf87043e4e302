#!/usr/bin/env python3
"""Relays Ethernet frames between two interfaces and loses some: a stand-in for `tc netem loss`, which many
kernels lack. Used by lan.sh.

Frames travel with PACKET_VNET_HDR in both directions, so that checksum offload and GSO state survive the copy.
"""

import argparse
import os
import random
import select
import signal
import socket

ETH_P_ALL = 3
SOL_PACKET = 263
PACKET_VNET_HDR = 15
PACKET_IGNORE_OUTGOING = 23


def open_port(name: str) -> socket.socket:
    sock = socket.socket(socket.AF_PACKET, socket.SOCK_RAW, socket.htons(ETH_P_ALL))
    sock.setsockopt(SOL_PACKET, PACKET_VNET_HDR, 1)
    sock.setsockopt(SOL_PACKET, PACKET_IGNORE_OUTGOING, 1)
    sock.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4 << 20)
    sock.bind((name, ETH_P_ALL))
    sock.setblocking(False)
    return sock


def relay(source: socket.socket, target: socket.socket, loss: float) -> None:
    for _ in range(64):
        try:
            frame = source.recv(70000)
        except OSError:
            return  # nothing left, or the interface is down for now
        if random.random() < loss:
            continue
        try:
            target.send(frame)
        except OSError:
            pass  # link down or queue full: the frame is lost, as on a wire


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--host-side", required=True)
    parser.add_argument("--lan-side", required=True)
    parser.add_argument("--loss", type=float, required=True, help="percent, per direction")
    parser.add_argument("--pidfile", required=True)
    parser.add_argument("--ready", required=True)
    options = parser.parse_args()

    signal.signal(signal.SIGTERM, lambda *_: os._exit(0))
    host, lan = open_port(options.host_side), open_port(options.lan_side)
    other = {host: lan, lan: host}
    with open(options.pidfile, "w", encoding="ascii") as file:
        file.write(str(os.getpid()))
    with open(options.ready, "w", encoding="ascii"):
        pass

    while True:
        readable, _, _ = select.select([host, lan], [], [])
        for sock in readable:
            relay(sock, other[sock], options.loss / 100)


main()
