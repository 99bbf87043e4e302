import { setTimeout as delay } from "node:timers/promises";
import type { Dice } from "../dice.ts";
import type { UnrulyProxy } from "../unruly-proxy.ts";
import type { Class } from "./class.ts";

type Fault = (room: Class, dice: Dice) => Promise<void>;

/** What befalls the class. Each mends what it broke, so that several may be under way. */
const faults: Record<string, Fault> = {
  kill: (room, dice) => room.restartHost(dice.between(0, 800), dice.oneOf([0, 0, 5, 20])),
  "kill at once": (room, dice) => room.restartHost(0, dice.oneOf([0, 5, 20])),
  sleep: (room, dice) => room.pauseHost(dice.between(100, 2_500)),
  jump: async (room, dice) => room.host.setClock(dice.oneOf(jumps)),
  reset: onSome(0.5, async (proxy) => proxy.reset()),
  "lost answers": onSome(0.4, async (proxy, dice) => {
    proxy.swallow();
    await delay(dice.between(20, 600));
    proxy.reset();
  }),
  "half open": onSome(0.3, async (proxy) => proxy.freeze()),
  refuse: onSome(0.3, async (proxy, dice) => {
    proxy.isRefusing = true;
    proxy.reset();
    await delay(dice.between(100, 1_500));
    proxy.isRefusing = false;
  }),
  slow: onSome(0.5, async (proxy, dice) => {
    proxy.delayMs = dice.between(5, 300);
    await delay(dice.between(200, 1_500));
    proxy.delayMs = 0;
  }),
  "sleeping laptop": (room, dice) => room.pauseClients(dice, dice.between(100, 3_000)),
  "killed clients": (room, dice) => room.restartClients(dice, dice.between(0, 700)),
  "clients' clocks": async (room, dice) => room.setClocks(dice.oneOf(jumps)),
  doubles: async (room, dice) => room.sayTwice(dice),
};

/** Two of five are kills of the host, which all else is about. */
const names = [...Object.keys(faults), ...Array.from({ length: 6 }, () => "kill")];

const hour = 3_600_000;
const jumps = [0, 2_000, -2_000, hour, -hour, 24 * hour, -24 * hour];

function onSome(share: number, strike: (proxy: UnrulyProxy, dice: Dice) => Promise<void>): Fault {
  return async (room, dice) => {
    await Promise.all(dice.someOf(room.proxies, share).map((proxy) => strike(proxy, dice)));
  };
}

/** Lets one fault follow the other for that long, and gives their names when all of them are mended. */
export async function storm(room: Class, dice: Dice, seconds: number): Promise<string[]> {
  const end = performance.now() + seconds * 1_000;
  const struck: string[] = [];
  const underWay: Promise<void>[] = [];
  while (performance.now() < end) {
    const name = dice.oneOf(names);
    struck.push(name);
    const fault = faults[name];
    if (fault) underWay.push(fault(room, dice));
    await delay(dice.between(50, 700));
  }
  await Promise.all(underWay);
  return struck;
}
