import fc from 'fast-check';

/** What a person, an attacker or the staff does next. Numbers choose among what there is at that moment, the newest first. */
export type Action =
  | { readonly kind: 'begin' }
  | { readonly kind: 'password'; readonly signIn: number; readonly right: boolean; readonly device: number }
  | { readonly kind: 'passkey'; readonly signIn: number; readonly device: number; readonly replayed: number | null }
  | { readonly kind: 'issue'; readonly signIn: number; readonly method: number }
  | { readonly kind: 'answer'; readonly challenge: number; readonly code: number; readonly device: number; readonly replayed: number | null }
  | { readonly kind: 'confirmEnrolment'; readonly signIn: number; readonly code: number }
  | { readonly kind: 'step'; readonly signIn: number; readonly what: number }
  | { readonly kind: 'inSession'; readonly session: number; readonly setUp: boolean }
  | { readonly kind: 'staff'; readonly what: number }
  | { readonly kind: 'policy'; readonly which: number }
  | { readonly kind: 'time'; readonly seconds: number };

/** Mostly the newest one. */
const recent = fc.oneof({ weight: 4, arbitrary: fc.constant(0) }, { weight: 1, arbitrary: fc.nat(5) });
const replayed = fc.oneof({ weight: 2, arbitrary: fc.constant(null) }, { weight: 1, arbitrary: fc.nat(3) });
/** 0: the right one; others: an older or newer time step, an older code, a wrong one. */
const code = fc.oneof({ weight: 3, arbitrary: fc.constant(0) }, { weight: 2, arbitrary: fc.integer({ min: -3, max: 3 }) });
const device = fc.nat(2);
const mostly = fc.nat(4).map((number) => number > 0);
/** Seconds; also back. */
const jump = fc.oneof({ weight: 3, arbitrary: fc.integer({ min: -600, max: 180 }) }, { weight: 1, arbitrary: fc.nat(3600) });

const of = <Kind extends Action['kind']>(kind: Kind) => fc.constant(kind);

export const actions: fc.Arbitrary<readonly Action[]> = fc.array(
  fc.oneof(
    { weight: 1, arbitrary: fc.record({ kind: of('begin') }) },
    { weight: 6, arbitrary: fc.record({ kind: of('password'), signIn: recent, right: mostly, device }) },
    { weight: 4, arbitrary: fc.record({ kind: of('passkey'), signIn: recent, device, replayed }) },
    { weight: 5, arbitrary: fc.record({ kind: of('issue'), signIn: recent, method: fc.nat(3) }) },
    { weight: 12, arbitrary: fc.record({ kind: of('answer'), challenge: recent, code, device, replayed }) },
    { weight: 4, arbitrary: fc.record({ kind: of('confirmEnrolment'), signIn: recent, code }) },
    { weight: 5, arbitrary: fc.record({ kind: of('step'), signIn: recent, what: fc.nat(4) }) },
    { weight: 3, arbitrary: fc.record({ kind: of('inSession'), session: recent, setUp: fc.boolean() }) },
    { weight: 2, arbitrary: fc.record({ kind: of('staff'), what: fc.nat(7) }) },
    { weight: 1, arbitrary: fc.record({ kind: of('policy'), which: fc.nat(5) }) },
    { weight: 5, arbitrary: fc.record({ kind: of('time'), seconds: jump }) },
  ),
  { minLength: 40, maxLength: 140, size: 'max' },
);
