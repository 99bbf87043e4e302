/** A mail server that takes our mails, as its URL describes it. */
export interface SmtpRelay {
  host: string;
  port: number;
  encryption: Encryption;
  user: string | undefined;
  password: string | undefined;
}

type Encryption =
  /** Before the first word. */
  | "at-once"
  /** By STARTTLS, or not at all. */
  | "required"
  /** If the other program on this computer offers it. */
  | "if-offered"
  /** The user said so. */
  | "never";

/**
 * Reads `smtp://USER:PASSWORD@HOST:PORT`, `smtps:` or `smtp+insecure:`; nothing if it is none of them. A relay
 * on this very computer may go without encryption, but no password goes without it.
 */
export function parseSmtpUrl(text: string): SmtpRelay | undefined {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  const port = url && defaultPorts[url.protocol];
  if (!port || url.hostname === "" || !/^\/?$/u.test(url.pathname + url.search + url.hash)) {
    return undefined;
  }
  const [user, password] = [decoded(url.username), decoded(url.password)];
  if (user === undefined || password === undefined) return undefined;
  const host = url.hostname.replace(/^\[|\]$/gu, "");
  return {
    host,
    port: Number(url.port) || port,
    encryption: encryptionOf(url.protocol, isLoopback(host) && user === ""),
    user: user || undefined,
    password: password || undefined,
  };
}

const defaultPorts: Record<string, number> = { "smtp:": 587, "smtps:": 465, "smtp+insecure:": 25 };

function encryptionOf(protocol: string, isHarmless: boolean): Encryption {
  if (protocol === "smtps:") return "at-once";
  if (protocol === "smtp+insecure:") return "never";
  return isHarmless ? "if-offered" : "required";
}

function isLoopback(host: string): boolean {
  return /^(?:localhost|.+\.localhost|127(?:\.\d+){3}|::1)$/iu.test(host);
}

function decoded(text: string): string | undefined {
  try {
    return decodeURIComponent(text);
  } catch {
    return undefined;
  }
}
