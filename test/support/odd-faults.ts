import { Agent, get } from "node:https";

/** How a host is told to load `programs/odd-faults.ts`. */
export const oddFaults = {
  NODE_OPTIONS: `--import=${new URL("../programs/odd-faults.js", import.meta.url).href}`,
};

/** Asks a room for something that makes its host fail in that way; whatever it answers, as long as it does. */
export function provoke({ port }: { port: number }, path: string): Promise<void> {
  const agent = new Agent({ rejectUnauthorized: false });
  return new Promise((resolve, reject) => {
    get({ host: "127.0.0.1", port, path, agent }, (response) => {
      response.resume().on("close", resolve);
    }).on("error", reject);
  });
}
