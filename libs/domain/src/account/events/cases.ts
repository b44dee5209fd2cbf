import type { Base } from './base.js';

/** Somebody of the staff has to look at what happened: the holder said of a reset that it was not them. */
export interface CaseOpened extends Base<'CaseOpened'> {
  readonly caseId: string;
  readonly because: 'resetDisputed';
  readonly resetId: string;
  /** The accounts of those who asked for the reset and approved it: somebody else closes the case. */
  readonly resetBy: readonly string[];
  /** The accounts of staff who may close it and get a mail; left out: nobody. */
  readonly told?: readonly string[];
}

/** Somebody of the staff has looked at it; what came of it is the reason in the envelope. */
export interface CaseClosed extends Base<'CaseClosed'> {
  readonly caseId: string;
}
