import { expect, it } from 'vitest';
import { de } from '../i18n/de';
import { en } from '../i18n/en';
import { actorName } from './actor-name';

it('is the person’s name, the operator’s, or what kind of somebody it was', () => {
  expect(actorName({ kind: 'account', accountId: 'a', displayName: 'Dana Silva' }, en)).toBe('Dana Silva');
  expect(actorName({ kind: 'operator', name: 'root' }, en)).toBe('root');
  expect(actorName({ kind: 'anonymous' }, de)).toBe(de.actors['anonymous']);
});
