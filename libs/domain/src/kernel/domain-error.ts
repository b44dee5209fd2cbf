/** How a refusal is answered; the service maps each kind to one HTTP status. */
export type DomainErrorKind =
  | 'invalid'
  | 'unprocessable'
  | 'unauthenticated'
  | 'forbidden'
  | 'notFound'
  | 'gone'
  | 'conflict'
  | 'tooMany'
  | 'unavailable';

/**
 * A command that may not be asked. A failed attempt is no error but an event.
 *
 * `code` is `<context>.<reason>`, public and stable. `message` is public too; private detail goes into `cause`.
 */
export abstract class DomainError extends Error {
  abstract readonly code: string;
  abstract readonly kind: DomainErrorKind;
  /** `tooMany` and `unavailable`: when asking again makes sense. */
  readonly retryAfterSeconds?: number;

  protected constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = new.target.name;
  }
}
