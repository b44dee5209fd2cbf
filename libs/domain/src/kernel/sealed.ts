/**
 * A value encrypted with its owner's data key. The domain passes it along and never looks inside, so destroying the key
 * erases the person and the history still folds.
 */
export type Sealed = string & { readonly __sealed: true };
