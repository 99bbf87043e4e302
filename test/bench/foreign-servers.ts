import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { connect } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { eventually } from "../support/eventually.ts";
import { freePort } from "../support/free-port.ts";
import type { Contender } from "./contenders.ts";
import { pinned } from "./cores.ts";

interface Foreign {
  wire: string;
  command(config: string): string[];
  config(port: number): string;
}

// Servers of others, where they are installed: all keep nothing, speak in plaintext, and have no limits on floods here.
const known: Readonly<Record<string, Foreign>> = {
  ngircd: {
    wire: "irc",
    command: (config) => ["ngircd", "--nodaemon", "--config", config],
    config: (port) => `[Global]
Name = irc.bench.test
Info = bench
AdminEMail = nobody@bench.test
Listen = 127.0.0.1
Ports = ${port}
MotdPhrase = welcome
[Limits]
MaxConnectionsIP = 0
MaxConnections = 0
MaxJoins = 0
MaxPenaltyTime = 0
PingTimeout = 3600
[Options]
DNS = no
Ident = no
PAM = no
`,
  },
  inspircd: {
    wire: "irc",
    command: (config) => ["inspircd", `--config=${config}`, "--nofork", "--runasroot", "--nopid"],
    config: (port) => `<server name="irc.bench.test" description="bench" network="bench">
<admin name="nobody" nick="nobody" email="nobody@bench.test">
<bind address="127.0.0.1" port="${port}" type="clients">
<connect name="all" allow="*" resolvehostnames="no" useident="no" localmax="5000" globalmax="5000" maxconnwarn="no"
  limit="5000" timeout="60" pingfreq="3600" fakelag="no" threshold="1000000" commandrate="1000000000" recvq="1M"
  softsendq="100M" hardsendq="100M">
<performance softlimit="5000" somaxconn="1024" netbuffersize="65534">
<log method="file" type="* -USERINPUT -USEROUTPUT" level="default" target="/dev/null">
`,
  },
  mosquitto: {
    wire: "mqtt",
    command: (config) => ["mosquitto", "-c", config],
    config: (port) => `listener ${port} 127.0.0.1
allow_anonymous true
persistence false
max_queued_messages 0
set_tcp_nodelay true
log_type none
`,
  },
};

/** By name: starts it, unless it is not installed. */
export const foreignServers = Object.fromEntries(
  Object.entries(known).map(([name, server]) => [name, () => startForeign(name, server)]),
);

async function startForeign(name: string, server: Foreign): Promise<Contender | undefined> {
  if (spawnSync("which", [name]).status !== 0) return undefined;
  const folder = await mkdtemp(join(tmpdir(), "classchat-"));
  const [config, port] = [join(folder, `${name}.conf`), await freePort()];
  await writeFile(config, server.config(port));
  const [command = "", ...args] = pinned("server", server.command(config));
  const started = spawn(command, args, { stdio: "ignore" });
  await eventually(() => reachable(port));
  const end = async () => {
    started.kill();
    await once(started, "close");
    await rm(folder, { recursive: true });
  };
  return { wire: server.wire, port, pid: started.pid ?? 0, end };
}

async function reachable(port: number): Promise<void> {
  const socket = connect(port, "127.0.0.1");
  await once(socket, "connect");
  socket.destroy();
}
