/** What went wrong on the host that runs here, for the person in front of it. */
export interface Warning {
  about: "mail" | "network" | "disk" | "host";
  text: string;
  at: number;
}

const lastsMs = 15 * 60_000;

/** Of each kind the last is kept. */
export function withWarning(warnings: readonly Warning[], warning: Warning): readonly Warning[] {
  return [...warnings.filter(({ about }) => about !== warning.about), warning];
}

/** Those that are still worth a look at that time. */
export function freshWarnings(warnings: readonly Warning[], now: number): readonly Warning[] {
  return warnings.filter(({ at }) => now - at < lastsMs);
}
