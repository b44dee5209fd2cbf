import { DomainError, type DomainErrorKind } from '../kernel/domain-error.js';

type Reason = 'exists' | 'notFound' | 'nameMissing' | 'policyUnchanged' | 'policyInvalid' | 'sessionTooLong' | 'reasonMissing';

export class OrganizationRefused extends DomainError {
  readonly code: `organization.${Reason}`;
  readonly kind: DomainErrorKind;
  constructor(reason: Reason, message: string) {
    super(message);
    this.code = `organization.${reason}`;
    this.kind =
      reason === 'notFound' ? 'notFound' : reason === 'exists' || reason === 'policyUnchanged' ? 'conflict' : 'unprocessable';
  }
}
