/** What the operator asked for was refused, or cannot be done: one line, exit code 1. */
export class Failure extends Error {
  constructor(
    message: string,
    readonly code: string | null = null,
  ) {
    super(message);
    this.name = 'Failure';
  }
}

/** The command was not written as it must be: one line, exit code 2. */
export class UsageFailure extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'UsageFailure';
  }
}
