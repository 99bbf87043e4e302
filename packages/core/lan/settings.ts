// What may be said from outside about the network. Whoever starts a room or looks for one takes it from here,
// so that commands and their tests can be led to one interface or to a port of their own.

/** RFC 6762 §3. */
const standardMdnsPort = 5353;

export interface LanOptions {
  /** Use this interface alone, whatever it is. Default: CLASSCHAT_INTERFACE, else all that lead to others. */
  interface?: string | undefined;
  /** Default: CLASSCHAT_MDNS_PORT, else 5353. */
  mdnsPort?: number | undefined;
}

export interface LanSettings {
  interface: string | undefined;
  mdnsPort: number;
}

interface Environment {
  CLASSCHAT_INTERFACE?: string;
  CLASSCHAT_MDNS_PORT?: string;
}

/** The options, and for those left out what the environment says. */
export function lanSettings(
  options: LanOptions,
  environment: Environment = process.env,
): LanSettings {
  return {
    interface: options.interface ?? (environment.CLASSCHAT_INTERFACE || undefined),
    mdnsPort: options.mdnsPort ?? readPort(environment.CLASSCHAT_MDNS_PORT) ?? standardMdnsPort,
  };
}

function readPort(text: string | undefined): number | undefined {
  const port = Number(text);
  return Number.isInteger(port) && port > 0 && port < 65_536 ? port : undefined;
}
