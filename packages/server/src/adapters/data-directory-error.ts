/** The data directory cannot be used as asked. The message says why and what to do, in one line. */
export class DataDirectoryError extends Error {
  override readonly name = "DataDirectoryError";
}
