import { DomainError } from '../kernel/domain-error.js';

/** Without an owner nobody could give roles any more. */
export class LastOwner extends DomainError {
  readonly code = 'staff.lastOwner';
  readonly kind = 'conflict';
  constructor() {
    super('This is the last owner. Make somebody else an owner first.');
  }
}
