import { limits } from "@classchat/core";
import type { Counts } from "../chat/ports.ts";
import { isNestedDeeper } from "./depth.ts";
import { type EngineConnection, type EngineServer, hangUp } from "./engine-connection.ts";

interface PacketRules {
  /** Binary parts that one packet may bring. */
  attachments: number;
  counts: Counts;
}

/**
 * Hangs up on whoever sends what no client does, before socket.io looks at it: a second request to be let in, or one
 * to another namespace than the only one; binary parts where there are none; endless nesting. A refusal would let them go on.
 */
export function guardPackets(io: EngineServer, rules: PacketRules): void {
  io.engine.on("connection", (connection) => guardPacketsOf(connection, rules));
}

function guardPacketsOf(connection: EngineConnection, { attachments, counts }: PacketRules): void {
  // Of parts that are empty there is no end, and they are cheap to send. The package `ws` has no other way to it.
  connection.transport.socket._receiver._maxFragments = limits.packetParts;
  let connects = 0;
  connection.on("packet", ({ type, data }) => {
    if (type !== "message") return;
    if (isConnect(data)) connects += 1;
    const isAgreed = connects <= 1 && isOfOneNamespace(data) && attachmentsOf(data) <= attachments;
    if (isAgreed && !isTooDeep(data)) return;
    counts.add("refused", ["bad-packet"]);
    hangUp(connection);
  });
}

// How socket.io writes a packet: a digit, how many binary parts follow where some do, a namespace that is not "/",
// then JSON. Binary parts come in messages of their own.
function isConnect(data: unknown): boolean {
  return typeof data === "string" && data.startsWith("0");
}

function isOfOneNamespace(data: unknown): boolean {
  return typeof data !== "string" || !/^\d(?:\d*-)?\//u.test(data);
}

function isTooDeep(data: unknown): boolean {
  return typeof data === "string" && isNestedDeeper(data, limits.packetDepthRead);
}

function attachmentsOf(data: unknown): number {
  if (typeof data !== "string") return 1;
  return Number(/^[56](\d+)-/u.exec(data)?.[1] ?? 0);
}
