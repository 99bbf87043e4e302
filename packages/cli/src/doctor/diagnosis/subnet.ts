/** Whether an IPv4 address lies in a network like `10.77.0.10/24`. */
export function isWithin(address: string, network: string): boolean {
  const [base = "", bits = ""] = network.split("/");
  const [inside, outside] = [numberOf(address), numberOf(base)];
  if (inside === undefined || outside === undefined) return false;
  const size = 2 ** (32 - Number(bits));
  return Math.floor(inside / size) === Math.floor(outside / size);
}

/** An address beside ours in that network, whether anyone has it or not; none where there is no room for one. */
export function besideUs(network: string): string | undefined {
  const [base = "", bits = ""] = network.split("/");
  const own = numberOf(base);
  if (own === undefined || Number(bits) > 30) return undefined;
  // The lower half of each pair and the upper one are never both the first or last of the network.
  const other = own % 4 === 1 ? own + 1 : own - (own % 4) + 1;
  return [24, 16, 8, 0].map((shift) => Math.floor(other / 2 ** shift) % 256).join(".");
}

function numberOf(address: string): number | undefined {
  const parts = address.split(".").map(Number);
  if (parts.length !== 4 || parts.some((part) => !(part >= 0 && part < 256))) return undefined;
  return parts.reduce((sum, part) => sum * 256 + part, 0);
}
