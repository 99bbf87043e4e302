/** How a firewall lets something in, in the words of each system; they are the same in all languages. */
export interface FirewallCommands {
  windows: string;
  macos: string;
  ufw: string;
  firewalld: string;
}

/** Lets a room's port in. */
export function letPortIn(port: number): FirewallCommands {
  return {
    windows: netsh("classchat", "TCP", port),
    macos: letNodeIn,
    ufw: `sudo ufw allow ${port}/tcp`,
    firewalld: firewallCmd(`--add-port=${port}/tcp`),
  };
}

/** Lets mDNS in. */
export function letMdnsIn(): FirewallCommands {
  return {
    windows: netsh("classchat-mdns", "UDP", 5353),
    macos: letNodeIn,
    ufw: "sudo ufw allow 5353/udp",
    firewalld: firewallCmd("--add-service=mdns"),
  };
}

function netsh(name: string, protocol: string, port: number): string {
  return `netsh advfirewall firewall add rule name=${name} dir=in action=allow protocol=${protocol} localport=${port}`;
}

// The firewall of macOS asks which program it is, not which port.
const letNodeIn =
  'f=/usr/libexec/ApplicationFirewall/socketfilterfw; sudo $f --add "$(command -v node)" && sudo $f --unblockapp "$(command -v node)"';

function firewallCmd(change: string): string {
  return `sudo firewall-cmd --permanent ${change} && sudo firewall-cmd --reload`;
}
