/**
 * A stream holds something that this version cannot read (an unknown event, broken data). What it would have decided is
 * not known, so nothing is decided on it: its owner stands back, alone, until an operator has looked.
 */
export class StreamUnreadableError extends Error {
  constructor(
    readonly stream: string,
    options?: ErrorOptions,
  ) {
    super(`stream ${stream} cannot be read by this version`, options);
    this.name = 'StreamUnreadableError';
  }
}
