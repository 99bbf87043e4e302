/** A command cannot do what it was asked; the message is the line that the user reads. */
export class CommandFailure extends Error {
  override readonly name = "CommandFailure";
  readonly exitCode: number;

  constructor(message: string, exitCode: 1 | 2 = 1, options: ErrorOptions = {}) {
    super(message, options);
    this.exitCode = exitCode;
  }
}

/** The command line asked for something that it does not say clearly enough. */
export function usageFailure(message: string): CommandFailure {
  return new CommandFailure(message, 2);
}
