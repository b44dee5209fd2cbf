import { DomainError } from '#domain/kernel/domain-error.js';

/** No role of this account allows it. */
export class ConsoleNotAllowed extends DomainError {
  readonly code = 'console.notAllowed';
  readonly kind = 'forbidden';
  constructor(cause?: string) {
    super('Your role does not allow this.', { cause });
  }
}

/** The session was started too weakly for the console. */
export class AssuranceTooLow extends DomainError {
  readonly code = 'console.assuranceTooLow';
  readonly kind = 'forbidden';
  constructor() {
    super('Sign in with your passkey to use the console.');
  }
}
