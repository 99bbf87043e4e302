/**
 * What counts as one address. Whoever has an IPv6 network has 2^64 addresses in it, so all of them count as one;
 * but a class on one link shares its network with the host, and there each address is somebody's.
 */
export function addressBlock(remote: string, local: string | undefined): string {
  const address = withoutMapping(remote);
  if (!address.includes(":")) return address;
  const network = networkOf(address);
  return local !== undefined && networkOf(local) === network ? address : `${network}/64`;
}

/** Whether somebody sits at this very computer. */
export function isOwnAddress(block: string): boolean {
  return block === "127.0.0.1" || block === "::1";
}

/** Node writes IPv4 addresses of a socket for both as IPv6 (RFC 4291 §2.5.5.2). */
function withoutMapping(address: string): string {
  return address.replace(/^::ffff:(?=\d+\.)/iu, "");
}

function networkOf(address: string): string {
  const [bare = ""] = address.split("%");
  const [left = [], right = []] = bare.split("::").map((part) => part.split(":").filter(Boolean));
  const zeros = Array<string>(Math.max(0, 8 - left.length - right.length)).fill("0");
  return [...left, ...zeros, ...right].slice(0, 4).join(":");
}
