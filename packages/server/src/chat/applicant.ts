/** Who waits for a turn: one connection, whatever it asks. */
export interface Applicant {
  address: string;
  /** Aborted when they are gone. */
  left?: AbortSignal;
  /** Hears now and then how many are before them, those included whose turn it is. */
  onPlace?(before: number): void;
}
