import { DomainError, type DomainErrorKind } from '#domain/kernel/domain-error.js';

type Reason = 'unknownAccount' | 'unknownOrganization' | 'ambiguousOrganization' | 'unknownJob' | 'unknownOperation' | 'invalidArguments';

/** What was asked for names nothing, or nothing clear. */
export class OperatorRefused extends DomainError {
  readonly code: `operator.${Reason}`;
  readonly kind: DomainErrorKind;
  constructor(reason: Reason, message: string) {
    super(message);
    this.code = `operator.${reason}`;
    this.kind = reason === 'unknownOperation' || reason === 'invalidArguments' ? 'invalid' : reason === 'ambiguousOrganization' ? 'conflict' : 'notFound';
  }
}
