/** One thing that is measured, by its name alone or with all others. */
export interface Part {
  /** As `npm run bench -- NAME` has it; NAME:SUBJECT measures that subject of it alone. */
  name: string;
  /** What it measures, in one line. */
  about: string;
  /** All subjects, or those named. */
  measure(subjects: readonly string[]): Promise<Row[]>;
}

/** One figure, and what stands beside it. */
export interface Row {
  /** What was measured, with its unit behind a comma. */
  measure: string;
  ours: number;
  /** The same of others, measured in the same run. */
  baselines?: Readonly<Record<string, number>>;
  promises?: readonly Promised[];
}

/** A bound that a figure shall keep; nothing fails where it does not. */
export interface Promised {
  /** Of the baseline of that name; without one, of the figure itself. */
  times?: string;
  atLeast?: number;
  atMost?: number;
}

/** Whether the row keeps that promise; undefined where its baseline was not measured. */
export function isKept({ ours, baselines }: Row, promised: Promised): boolean | undefined {
  const { times, atLeast = Number.NEGATIVE_INFINITY, atMost = Number.POSITIVE_INFINITY } = promised;
  const value = times === undefined ? ours : ours / (baselines?.[times] ?? Number.NaN);
  return Number.isNaN(value) ? undefined : value >= atLeast && value <= atMost;
}

/** Whether that subject of a part is asked for. */
export function isWanted(subject: string, subjects: readonly string[]): boolean {
  return subjects.length === 0 || subjects.includes(subject);
}

/** Figures without a baseline or a promise. */
export function plainRows(figures: Readonly<Record<string, number | undefined>>): Row[] {
  return Object.entries(figures).map(([measure, ours = Number.NaN]) => ({ measure, ours }));
}
