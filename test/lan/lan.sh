#!/usr/bin/env bash
# A LAN for tests, made of Linux network namespaces: hosts with names and addresses of their own, cables that
# can be cut, filters, loss. Everything lives inside its namespaces and there is no uplink: nothing in here
# reaches the outside, and the machine's own network gains nothing.
#
#   host eth0 = 10.77.0.10/24 fd77::10/64, sK eth0 = 10.77.0.(10+K)/24, all on one switch
#   eth1 = 10.78.0.x/24 fd78::x/64, on another switch (second-interface)
#
# Usage (as root, with LAN_NAME and LAN_STATE in the environment):
#   lan.sh up [N]                      host and s1..sN
#   lan.sh down                        removes everything
#   lan.sh exec HOST COMMAND...        runs it there, in this process
#   lan.sh loss HOST PERCENT           loses as many frames, in each direction
#   lan.sh cut HOST | heal HOST        unplugs the cable, plugs it in again
#   lan.sh readdr HOST ADDRESS|none    another IPv4 address, as DHCP may give
#   lan.sh second-interface HOST       adds eth1
#   lan.sh multicast HOST|all on|off   what access points that filter do
#   lan.sh gateway                     a router that answers at 10.77.0.254
#   lan.sh isolate on|off              keeps all but the router from each other, as guest networks do
#   lan.sh firewall HOST on|off        drops what comes to the ports that hosts take
#   lan.sh vpn HOST on|off             a tunnel that takes what is meant for the LAN
#   lan.sh avahi HOST start|stop       avahi with a bus of its own
#   lan.sh avahi-bus HOST              the address of that bus

set -euo pipefail

HERE=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
: "${LAN_NAME:?prefix of the namespaces}" "${LAN_STATE:?folder for pid files, sockets and logs}"
SW=$LAN_NAME-sw

die() { echo "lan.sh: $*" >&2; exit 1; }
ns_exists() { [ -e "/run/netns/$1" ]; }
link_exists() { ip -n "$1" link show dev "$2" >/dev/null 2>&1; }
need_host() { ns_exists "$LAN_NAME-$1" || die "no such host: $1 (lan.sh up first)"; }

# host -> 10, sK -> 10+K
octet() {
  case $1 in
    host) echo 10 ;;
    s[0-9]*) echo $((10 + ${1#s})) ;;
    gw) echo 254 ;;
    *) die "bad host name: $1 (host, s1, s2, ...)" ;;
  esac
}

hosts() {
  local f
  for f in /run/netns/"$LAN_NAME"-*; do
    [ -e "$f" ] || continue
    f=${f##*/"$LAN_NAME"-}
    if [ "$f" != sw ]; then echo "$f"; fi
  done
}

# Stop the process of a pid file, but only if it is still the one we started.
stop_pidfile() { # FILE WORD-IN-CMDLINE
  local pid
  [ -f "$1" ] || return 0
  pid=$(cat "$1")
  if [ -n "$pid" ] && tr '\0' ' ' <"/proc/$pid/cmdline" 2>/dev/null | grep -q -- "$2"; then
    kill "$pid" 2>/dev/null || true
    for _ in 1 2 3 4 5 6 7 8 9 10; do
      [ -e "/proc/$pid" ] || break
      sleep 0.05
    done
  fi
  rm -f "$1"
}

in_host() { # HOST CMD...
  local h=$1
  shift
  nsenter --net="/run/netns/$LAN_NAME-$h" --uts="$LAN_STATE/uts-$h" -- "$@"
}

add_bridge() { # NAME
  link_exists "$SW" "$1" && return 0
  ip -n "$SW" link add "$1" type bridge forward_delay 0 mcast_snooping 0
  # The switch must stay mute: no link-local address on the bridge.
  ip -n "$SW" link set "$1" addrgenmode none
  ip -n "$SW" link set "$1" up
}

# Cable from HOST's IFACE to a port of BRIDGE, addresses NET.octet / V6::octet.
add_cable() { # HOST IFACE BRIDGE NET V6
  local h=$1 ifc=$2 br=$3 net=$4 v6=$5 n ns port
  ns=$LAN_NAME-$h
  n=$(octet "$h")
  port=p-$h-$ifc
  if ! link_exists "$ns" "$ifc"; then
    ip -n "$SW" link add "$port" type veth peer name "$ifc" netns "$ns"
    ip -n "$SW" link set "$port" addrgenmode none
    ip -n "$SW" link set "$port" master "$br"
    ip -n "$SW" link set "$port" up
    ip -n "$ns" link set "$ifc" multicast on up
  fi
  set_addr "$h" "$ifc" "$net.$n"
  ip -n "$ns" addr replace "$v6::$n/64" dev "$ifc" nodad
}

# IPv4 address and the routes that go with it.
set_addr() { # HOST IFACE IP
  local ns=$LAN_NAME-$1 ifc=$2 addr=$3
  ip -n "$ns" addr replace "$addr/24" brd + dev "$ifc"
  if [ "$ifc" = eth0 ]; then
    ip -n "$ns" route replace 224.0.0.0/4 dev "$ifc"
    # A default route, as on any real LAN; the gateway does not exist.
    ip -n "$ns" route replace default via "${addr%.*}.254" dev "$ifc"
  fi
  gratuitous_arp "$1" "$ifc" "$addr"
}

# What a network manager does with a new address: tell the neighbours, so that they
# do not go on sending to the MAC address of a deleted interface.
gratuitous_arp() { # HOST IFACE IP
  for _ in $(seq 40); do
    if link_exists "$SW" "r-$1" && [ "$2" = eth0 ]; then break; fi # behind the relay
    if bridge -n "$SW" link show dev "p-$1-$2" | grep -q 'state forwarding'; then break; fi
    sleep 0.05
  done
  in_host "$1" /usr/bin/env python3 -c '
import socket, sys
s = socket.socket(socket.AF_PACKET, socket.SOCK_RAW)
s.bind((sys.argv[1], 0x0806))
mac, ip = s.getsockname()[4], socket.inet_aton(sys.argv[2])
s.send(b"\xff" * 6 + mac + bytes.fromhex("08060001080006040001") + mac + ip + b"\0" * 6 + ip)
' "$2" "$3" 2>/dev/null || true
}

cmd_up() {
  local n=${1:-2} h i c
  if ! [[ $n =~ ^[0-9]+$ ]] || [ "$n" -gt 200 ]; then die "up N: 0..200"; fi
  mkdir -p "$LAN_STATE"
  ns_exists "$SW" || ip netns add "$SW"
  add_bridge br0
  h=host
  for ((i = 0; i <= n; i++)); do
    [ "$i" -eq 0 ] || h=s$i
    if ! ns_exists "$LAN_NAME-$h"; then
      ip netns add "$LAN_NAME-$h"
      # No duplicate-address detection: addresses are usable at once.
      for c in all default; do
        ip netns exec "$LAN_NAME-$h" sh -c "echo 0 >/proc/sys/net/ipv6/conf/$c/accept_dad"
      done
      ip -n "$LAN_NAME-$h" link set lo up
    fi
    if ! mountpoint -q "$LAN_STATE/uts-$h" 2>/dev/null; then
      : >"$LAN_STATE/uts-$h"
      unshare --uts="$LAN_STATE/uts-$h" hostname "$h"
    fi
    link_exists "$LAN_NAME-$h" eth0 || add_cable "$h" eth0 br0 10.77.0 fd77
  done
}

cmd_down() {
  local h f
  for f in "$LAN_STATE"/relay-*.pid; do stop_pidfile "$f" lan-relay.py; done
  for h in $(hosts); do
    cmd_avahi "$h" stop
    ip netns del "$LAN_NAME-$h"
  done
  if ns_exists "$SW"; then ip netns del "$SW"; fi
  for f in "$LAN_STATE"/uts-*; do
    [ -e "$f" ] || continue
    umount "$f" 2>/dev/null || true
    rm -f "$f"
  done
  rm -rf "$LAN_STATE"
}

# A relay spliced between the cable and the switch: many kernels, those of CI among them, have no netem.
#   eth0 (HOST) -- p-HOST-eth0 <relay> q-HOST -- r-HOST (br0)
cmd_loss() {
  local h=$1 percent=$2 port=p-$1-eth0
  need_host "$h"
  ip -n "$SW" link set "$port" nomaster
  ip -n "$SW" link add "q-$h" type veth peer name "r-$h"
  ip -n "$SW" link set "q-$h" addrgenmode none
  ip -n "$SW" link set "r-$h" addrgenmode none
  ip -n "$SW" link set "r-$h" master br0
  ip -n "$SW" link set "q-$h" up
  ip -n "$SW" link set "r-$h" up
  setsid ip netns exec "$SW" python3 "$HERE/lan-relay.py" --host-side "$port" --lan-side "q-$h" \
    --loss "$percent" --pidfile "$LAN_STATE/relay-$h.pid" --ready "$LAN_STATE/relay-$h.ready" \
    >"$LAN_STATE/relay-$h.log" 2>&1 </dev/null &
  for _ in $(seq 100); do
    [ -e "$LAN_STATE/relay-$h.ready" ] && return 0
    sleep 0.05
  done
  cat "$LAN_STATE/relay-$h.log" >&2
  die "relay for $h did not start"
}

cmd_cut() { need_host "$1"; ip -n "$SW" link set "p-$1-${2:-eth0}" down; }

cmd_heal() { need_host "$1"; ip -n "$SW" link set "p-$1-${2:-eth0}" up; }

cmd_readdr() {
  need_host "$1"
  ip -n "$LAN_NAME-$1" -4 addr flush dev eth0
  [ "$2" = none ] || set_addr "$1" eth0 "$2"
}

cmd_second_interface() {
  need_host "$1"
  add_bridge br1
  add_cable "$1" eth1 br1 10.78.0 fd78
}

cmd_multicast() {
  local h port on=$2 list=$1
  [ "$list" != all ] || list=$(hosts)
  for h in $list; do
    need_host "$h"
    port=p-$h-eth0
    if link_exists "$SW" "r-$h"; then port=r-$h; fi
    bridge -n "$SW" link set dev "$port" mcast_flood "$on"
  done
}

cmd_gateway() {
  local ns=$LAN_NAME-gw
  if ns_exists "$ns"; then return 0; fi
  ip netns add "$ns"
  : >"$LAN_STATE/uts-gw"
  unshare --uts="$LAN_STATE/uts-gw" hostname gw
  ip -n "$ns" link set lo up
  add_cable gw eth0 br0 10.77.0 fd77
}

cmd_isolate() {
  local h
  cmd_gateway
  for h in $(hosts); do
    [ "$h" = gw ] || bridge -n "$SW" link set dev "p-$h-eth0" isolated "$1"
  done
}

# Not every machine has nft or iptables. What a rule sends into a black hole before the PC finds that the packet is
# for itself is dropped without a word; so that rule has to come before the one of the PC's own addresses.
cmd_firewall() {
  local v ns=$LAN_NAME-$1
  need_host "$1"
  for v in -4 -6; do
    if [ "$2" = on ]; then
      ip "$v" -n "$ns" rule add pref 10 lookup local
      ip "$v" -n "$ns" rule add pref 5 iif eth0 ipproto tcp dport 4242-4249 blackhole
      ip "$v" -n "$ns" rule del pref 0
    else
      ip "$v" -n "$ns" rule add pref 0 lookup local
      ip "$v" -n "$ns" rule del pref 5
      ip "$v" -n "$ns" rule del pref 10
    fi
  done
}

# Its routes are longer than that of the LAN, as those are that VPN programs set.
cmd_vpn() {
  local ns=$LAN_NAME-$1
  need_host "$1"
  if [ "$2" = off ]; then
    ip -n "$ns" link del wg0
    return 0
  fi
  ip -n "$ns" link add wg0 type veth peer name wg0-end
  ip -n "$ns" link set wg0-end up
  ip -n "$ns" addr add 10.8.0.2/32 dev wg0
  ip -n "$ns" link set wg0 up arp off
  ip -n "$ns" route add 10.77.0.0/25 dev wg0 src 10.8.0.2
  ip -n "$ns" route add 10.77.0.128/25 dev wg0 src 10.8.0.2
}

cmd_avahi_bus() { echo "unix:path=$LAN_STATE/dbus-$1.sock"; }

cmd_avahi() {
  local h=$1 bus=$LAN_STATE/dbus-$1.sock pid
  if [ "$2" = stop ]; then
    stop_pidfile "$LAN_STATE/avahi-$h.pid" avahi-daemon
    stop_pidfile "$LAN_STATE/dbus-$h.pid" dbus-daemon
    rm -f "$bus"
    return 0
  fi
  need_host "$h"
  if [ -f "$LAN_STATE/avahi-$h.pid" ] && [ -e "/proc/$(cat "$LAN_STATE/avahi-$h.pid")" ]; then return 0; fi
  cat >"$LAN_STATE/dbus-$h.conf" <<EOF
<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN"
 "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig>
  <type>system</type>
  <listen>unix:path=$bus</listen>
  <policy context="default">
    <allow user="*"/><allow own="*"/>
    <allow send_type="method_call"/><allow send_type="signal"/>
    <allow send_requested_reply="true" send_type="method_return"/>
    <allow send_requested_reply="true" send_type="error"/>
    <allow receive_type="method_call"/><allow receive_type="method_return"/>
    <allow receive_type="error"/><allow receive_type="signal"/>
  </policy>
</busconfig>
EOF
  rm -f "$bus"
  dbus-daemon --config-file="$LAN_STATE/dbus-$h.conf" --fork --print-pid >"$LAN_STATE/dbus-$h.pid"
  cat >"$LAN_STATE/avahi-$h.conf" <<EOF
[server]
use-ipv4=yes
use-ipv6=yes
ratelimit-interval-usec=1000000
ratelimit-burst=1000
[wide-area]
enable-wide-area=no
[publish]
publish-hinfo=no
publish-workstation=no
EOF
  # A private /run/avahi-daemon, so that several daemons can coexist.
  (
    exec </dev/null >"$LAN_STATE/avahi-$h.log" 2>&1
    export DBUS_SYSTEM_BUS_ADDRESS=unix:path=$bus
    exec setsid nsenter --net="/run/netns/$LAN_NAME-$h" --uts="$LAN_STATE/uts-$h" -- \
      unshare -m sh -c "mount -t tmpfs none /run/avahi-daemon 2>/dev/null || { mkdir -p /run/avahi-daemon; mount -t tmpfs none /run/avahi-daemon; }
        echo \$\$ >'$LAN_STATE/avahi-$h.pid'
        exec avahi-daemon --no-drop-root --no-chroot --no-rlimits -f '$LAN_STATE/avahi-$h.conf'"
  ) &
  for _ in $(seq 100); do
    if grep -q 'Server startup complete' "$LAN_STATE/avahi-$h.log" 2>/dev/null; then return 0; fi
    sleep 0.05
  done
  cat "$LAN_STATE/avahi-$h.log" >&2
  die "avahi-daemon in $h did not start"
}

[ $# -ge 1 ] || die "usage: see the head of this file"
[ "$(id -u)" -eq 0 ] || die "needs root"
cmd=$1
shift
case $cmd in
  up) cmd_up "$@" ;;
  down) cmd_down ;;
  exec) need_host "$1"; h=$1; shift; exec nsenter --net="/run/netns/$LAN_NAME-$h" --uts="$LAN_STATE/uts-$h" -- "$@" ;;
  loss) cmd_loss "$@" ;;
  cut) cmd_cut "$@" ;;
  heal) cmd_heal "$@" ;;
  readdr) cmd_readdr "$@" ;;
  second-interface) cmd_second_interface "$@" ;;
  multicast) cmd_multicast "$@" ;;
  gateway) cmd_gateway ;;
  isolate) cmd_isolate "$@" ;;
  firewall) cmd_firewall "$@" ;;
  vpn) cmd_vpn "$@" ;;
  avahi) cmd_avahi "$@" ;;
  avahi-bus) cmd_avahi_bus "$@" ;;
  *) die "unknown command: $cmd" ;;
esac
