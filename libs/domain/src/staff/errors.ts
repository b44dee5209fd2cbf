import { DomainError } from '../kernel/domain-error.js';

/** Nothing was begun under this id by this agent, or it is long over. */
export class ExportNotFound extends DomainError {
  readonly code = 'export.notFound';
  readonly kind = 'notFound';
  constructor() {
    super('There is no such export.');
  }
}

/** No filter is kept under this name. */
export class FilterNotFound extends DomainError {
  readonly code = 'filter.notFound';
  readonly kind = 'notFound';
  constructor() {
    super('There is no filter of this name.');
  }
}

/** More are kept than anybody finds again. */
export class TooManyFilters extends DomainError {
  readonly code = 'filter.tooMany';
  readonly kind = 'conflict';
  constructor() {
    super('No more filters can be kept. Delete one first.');
  }
}

/** Only what has happened can be reviewed. */
export class PeriodInvalid extends DomainError {
  readonly code = 'review.periodInvalid';
  readonly kind = 'unprocessable';
  constructor() {
    super('The period ends before it begins, or lies in the future.');
  }
}
