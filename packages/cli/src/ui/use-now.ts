import { useEffect, useState } from "react";

/** The time now, told each second while something counts. */
export function useNow(isCounting: (now: number) => boolean): number {
  const [, tick] = useState(0);
  const now = Date.now();
  const counts = isCounting(now);
  useEffect(() => {
    if (!counts) return undefined;
    const timer = setInterval(() => tick((ticks) => ticks + 1), 1_000);
    return () => clearInterval(timer);
  }, [counts]);
  return now;
}
