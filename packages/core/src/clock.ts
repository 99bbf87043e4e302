/** Where time comes from. Tests pass a clock that they can move. */
export interface Clock {
  /** Milliseconds since the Unix epoch. */
  now(): number;

  /** Calls back once after that time, unless the returned function is called before. */
  after(delayMs: number, callback: () => void): () => void;
}
