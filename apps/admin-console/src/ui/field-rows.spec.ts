import { expect, it } from 'vitest';
import { fieldRows } from './field-rows';

it('an event is shown line by line, without what is empty', () => {
  const rows = fieldRows({ acr: 'phr', amr: ['hwk', 'user'], newDevice: false, reason: null, note: '', sessions: [], policy: { mfaRequired: true, because: { what: 'role' } } });
  expect(rows).toEqual([
    { name: 'acr', value: 'phr' },
    { name: 'amr', value: 'hwk, user' },
    { name: 'newDevice', value: 'false' },
    { name: 'policy.mfaRequired', value: 'true' },
    { name: 'policy.because.what', value: 'role' },
  ]);
});
