#!/usr/bin/env python3
"""Writes every frame that passes the interfaces of a network namespace to a file, one after the other, until it is
ended: what a sniffer on the switch sees. Used by lan.sh."""

import signal
import socket
import sys

ETH_P_ALL = 3

sock = socket.socket(socket.AF_PACKET, socket.SOCK_RAW, socket.htons(ETH_P_ALL))
sock.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 16 << 20)
signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
with open(sys.argv[1], "wb") as frames:
    print("capturing", flush=True)
    while True:
        frames.write(sock.recv(70000))
